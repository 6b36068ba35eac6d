import { describe, expect, test } from "vitest";
import { headAtReview } from "./head-at-review.ts";

const at = (second: number) => `2026-01-01T00:00:${String(second).padStart(2, "0")}Z`;
const push = (after: string, second: number) => ({ before: "", after, at: at(second), actor: undefined });
const review = (second: number, commit = second < 20 ? "h1" : "h2") => ({
  id: 9,
  submittedAt: at(second),
  commit,
});
const record = { pushes: [push("h1", 10), push("h2", 20)], head: { sha: "h2" } };

describe("the head that a reviewer saw", () => {
  test("is what the branch pointed to at that moment, by GitHub's record", () => {
    expect(headAtReview(review(15), record, [])).toBe("h1");
    expect(headAtReview(review(21), record, [])).toBe("h2");
  });

  test("is not known before the record begins", () => {
    expect(headAtReview(review(9), record, [])).toBeUndefined();
  });

  test("is in doubt in the very second of a push, unless it was seen when the review arrived", () => {
    expect(headAtReview(review(20), record, [])).toBeUndefined();
    expect(headAtReview(review(20), record, [{ review: 9, head: "h1" }])).toBe("h1");
    expect(headAtReview(review(20), record, [{ review: 9, head: "h2" }])).toBe("h2");
  });

  test("is not believed where record and witness disagree", () => {
    expect(headAtReview(review(21), record, [{ review: 9, head: "h1" }])).toBeUndefined();
  });

  test("rests on the witness alone where the record is missing or not up to date", () => {
    for (const pushes of [undefined, [], [push("h1", 10)]]) {
      expect(headAtReview(review(21), { ...record, pushes }, [])).toBeUndefined();
      expect(headAtReview(review(21), { ...record, pushes }, [{ review: 9, head: "h2" }])).toBe("h2");
      expect(headAtReview(review(21), { ...record, pushes }, [{ review: 8, head: "h2" }])).toBeUndefined();
    }
  });

  test("is not the head of that moment where the review is of an older commit, or of none that was a head", () => {
    expect(headAtReview(review(21, "h1"), record, [])).toBeUndefined();
    expect(headAtReview(review(21, "h0"), record, [])).toBeUndefined();
    expect(headAtReview({ ...review(21), commit: undefined }, record, [])).toBeUndefined();
  });

  test("stays what it was where GitHub has moved the review to a newer head", () => {
    expect(headAtReview(review(15, "h2"), record, [])).toBe("h1");
  });
});
