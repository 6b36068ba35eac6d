import { expect, test } from "vitest";
import { digestText } from "./digest.ts";
import type { ChangedFile } from "./migration.ts";

const added: ChangedFile = {
  path: "migrations/V1__a.sql",
  previousPath: undefined,
  kind: "added",
  mode: "100644",
  blob: "aaaa",
  content: new Uint8Array(),
};
const renamed: ChangedFile = { ...added, path: "b.sql", previousPath: "a.sql", kind: "renamed" };

test("the order of the files does not matter", () => {
  expect(digestText([added, renamed])).toBe(digestText([renamed, added]));
});

test.each([
  { path: "x" },
  { mode: "100755" },
  { blob: "bbbb" },
  { kind: "modified" as const },
  { previousPath: "y" },
])("%o makes another digest", (difference) => {
  expect(digestText([{ ...added, ...difference }])).not.toBe(digestText([added]));
});

test("no path can pass for two lines", () => {
  expect(digestText([{ ...added, path: 'a"\n["b' }]).split("\n")).toHaveLength(3);
});
