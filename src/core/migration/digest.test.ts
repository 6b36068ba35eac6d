import { expect, test } from "vitest";
import { approvalCode, contentText, digestText, type JudgedChange } from "./digest.ts";

const run = { format: "flyway", as: "versioned" as const, statements: ["s1"], targets: ["t1", "t2"] };
const added: JudgedChange = {
  path: "migrations/V1__a.sql",
  previousPath: undefined,
  kind: "added",
  mode: "100644",
  blob: "aaaa",
  runs: [run],
};
const renamed: JudgedChange = { ...added, path: "b.sql", previousPath: "a.sql", kind: "renamed" };

test("the order in which the files run is part of it, but not of the files alone", () => {
  expect(digestText([added, renamed])).not.toBe(digestText([renamed, added]));
  expect(contentText([added, renamed])).toBe(contentText([renamed, added]));
});

test.each([
  { path: "x" },
  { mode: "100755" },
  { blob: "bbbb" },
  { kind: "modified" as const },
  { previousPath: "y" },
])("%o makes another digest, and other files", (difference) => {
  expect(digestText([{ ...added, ...difference }])).not.toBe(digestText([added]));
  expect(contentText([{ ...added, ...difference }])).not.toBe(contentText([added]));
});

test.each([
  { runs: [{ ...run, format: "goose" }] },
  { runs: [{ ...run, as: "repeatable" as const }] },
  { runs: [{ ...run, statements: ["s2"] }] },
  { runs: [{ ...run, targets: ["t1"] }] },
  { runs: [] },
  { reaims: ["r"] },
])("%o makes another digest of the same files", (difference) => {
  expect(digestText([{ ...added, ...difference }])).not.toBe(digestText([added]));
  expect(contentText([{ ...added, ...difference }])).toBe(contentText([added]));
});

test("no path can pass for two lines", () => {
  expect(digestText([{ ...added, path: 'a"\n["b' }]).split("\n")).toHaveLength(3);
});

test("a code is for one pull request of one repository", () => {
  const given = { digest: "d", repository: "1", pull: 7 };
  const code = (more: Partial<typeof given>) =>
    approvalCode({ ...given, ...more }, (text) => `${text}${"0".repeat(64)}`);
  expect(code({})).toHaveLength(32);
  const whole = (more: Partial<typeof given>) => {
    let hashed = "";
    approvalCode({ ...given, ...more }, (text) => {
      hashed = text;
      return text;
    });
    return hashed;
  };
  expect(new Set([{}, { digest: "e" }, { repository: "2" }, { pull: 8 }].map(whole)).size).toBe(4);
});
