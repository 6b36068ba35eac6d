import { describe, expect, test } from "vitest";
import type { Past } from "./page.ts";
import { codesIn, countsFor, type SightEvidence } from "./sight.ts";

const code = "3f".repeat(16);
const at = (minute: number) => Date.parse("2026-12-01T10:00:00Z") + minute * 60_000;
const past: Past = {
  openedAt: at(0),
  heads: [
    { sha: "aaaaaaa1", at: at(0) },
    { sha: "bbbbbbb2", at: at(10) },
  ],
  shown: [],
  states: [{ at: at(0), tip: "main", policy: "p" }],
};
const evidence: SightEvidence = {
  ...{ proof: "page", code, sightings: [], past },
  differences: ({ head }) => (head === "bbbbbbb2" ? [] : ["V2.sql has other content"]),
};
const review = { id: 1, submittedAt: "2026-12-01T10:20:00Z", commit: "bbbbbbb2", body: "", edited: false };

describe("the page that GitHub names", () => {
  test("covers what is there", () => {
    expect(countsFor(review, evidence)).toEqual({ covers: true });
  });

  test("of another head says what changed since", () => {
    expect(countsFor({ ...review, commit: "aaaaaaa1" }, evidence)).toEqual({
      covers: false,
      why: "was given to a page of aaaaaaa: since then V2.sql has other content",
    });
  });

  test("within a minute of a push may be the page before", () => {
    expect(countsFor({ ...review, submittedAt: "2026-12-01T10:10:59Z" }, evidence)).toMatchObject({
      covers: false,
      why: expect.stringContaining("which was the head within a minute before"),
    });
    expect(countsFor({ ...review, submittedAt: "2026-12-01T10:11:01Z" }, evidence)).toEqual({ covers: true });
  });

  test("is what it was when the review arrived, wherever GitHub has moved it since", () => {
    const sightings = [{ review: 1, commit: "aaaaaaa1" }];
    expect(countsFor(review, { ...evidence, sightings })).toMatchObject({ covers: false });
    const both = [...sightings, { review: 1, commit: "bbbbbbb2" }];
    expect(countsFor(review, { ...evidence, sightings: both })).toMatchObject({
      why: "GitHub named two commits for it when it arrived",
    });
  });

  test.each([
    ["no record", { heads: undefined }],
    ["no history of the base", { states: undefined }],
  ])("with %s tells nothing", (_, unknown) => {
    expect(countsFor(review, { ...evidence, past: { ...past, ...unknown } }).covers).toBe(false);
  });

  test("at a time that cannot be read tells nothing", () => {
    expect(countsFor({ ...review, submittedAt: "soon" }, evidence).covers).toBe(false);
  });
});

describe("the code", () => {
  const given = { ...review, commit: "aaaaaaa1", body: `Fine. tollgate ${code}` };

  test("counts whatever page it was given on", () => {
    expect(countsFor(given, evidence)).toEqual({ covers: true });
    expect(countsFor(given, { ...evidence, past: { ...past, heads: undefined } })).toEqual({ covers: true });
  });

  test("of something else, cut short, or edited in afterwards does not", () => {
    expect(countsFor({ ...given, body: `tollgate ${"0".repeat(32)}` }, evidence).covers).toBe(false);
    expect(countsFor({ ...given, body: `tollgate ${code}0` }, evidence).covers).toBe(false);
    expect(countsFor({ ...given, edited: true }, evidence)).toMatchObject({
      covers: false,
      why: expect.stringContaining("edited"),
    });
  });

  test("alone counts where the policy asks for it", () => {
    expect(countsFor(review, { ...evidence, proof: "code" }).covers).toBe(false);
    expect(countsFor(given, { ...evidence, proof: "code" })).toEqual({ covers: true });
  });

  test("is read wherever it stands in a text", () => {
    expect(codesIn(`> tollgate ${code}\n- tollgate ${code}.`)).toEqual([code, code]);
    expect(codesIn(`my-tollgate ${code}`)).toEqual([]);
  });
});
