import { expect, test } from "vitest";
import { isOther, mergeOrigins, type Origin, sayOrigin } from "./origin.ts";

const github = (id: string, name = "acme/shop"): Origin => ({ repository: { id, name } });
const roots = (...commits: string[]): Origin => ({ roots: commits });

test.each<[string, Origin, Origin, boolean]>([
  ["one repository under another name", github("1"), github("1", "acme/store"), false],
  ["two repositories", github("1"), github("2"), true],
  ["a fork on GitHub", { ...github("1"), ...roots("a") }, { ...github("2"), ...roots("a") }, true],
  ["a checkout, and what GitHub ran before", github("1"), roots("a"), false],
  ["a clone", roots("a", "b"), roots("b"), false],
  ["a checkout of another repository", { ...github("1"), ...roots("a") }, roots("b"), true],
  ["a shallow clone", roots("a"), roots(), false],
  ["nothing is known", {}, github("1"), false],
])("%s", (_, one, other, expected) => {
  expect(isOther(one, other)).toBe(expected);
  expect(isOther(other, one)).toBe(expected);
});

test("what a later run does not know stays", () => {
  expect(mergeOrigins(github("1"), roots("a"))).toEqual({ ...github("1"), ...roots("a") });
  expect(mergeOrigins(roots("a"), roots())).toEqual(roots("a"));
  expect(sayOrigin(roots("0123456789abcdef"))).toBe("a repository that begins with commit 0123456789");
});
