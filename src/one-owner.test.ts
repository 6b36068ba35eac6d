import { readdirSync, readFileSync } from "node:fs";
import { join, normalize } from "node:path";
import { describe, expect, test } from "vitest";
import type { SourceFile } from "./testing/direction.ts";
import { sharedNames } from "./testing/owners.ts";

const filesIn = (folder: string): SourceFile[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => normalize(join(folder, path)))
    .filter((path) => path.endsWith(".ts"))
    .map((path) => ({ path, text: readFileSync(path, "utf8") }));

/**
 * One word for one thing, within each tree. Two trees may share a word: the sandbox is another world, whose Pull, Review
 * and Commit are GitHub's own, and a test may name what it makes after what it tries.
 */
describe("each exported name has one owner", () => {
  test.each([
    ["src", 300],
    ["sandbox", 100],
    ["scripts", 20],
    ["test", 30],
  ])("in %s/", (folder, atLeast) => {
    const files = filesIn(folder);
    expect(files.length).toBeGreaterThan(atLeast);
    expect(sharedNames(files)).toEqual([]);
  });
});

test.each([
  ["export interface Pull {}", "export type Pull = string;"],
  ["export async function judge() {}", "export const judge = 1;"],
  ["export class Refusal extends Error {}", 'export { Refusal } from "./a.ts";'],
  ["export enum Mark {}", "const cross = 1;\nexport {\n  other,\n  cross as Mark,\n};"],
  ["export function* each() {}", "export let each = 0;"],
])("a planted second owner is reported: %s and %s", (one, other) => {
  const planted = [
    { path: "a.ts", text: `import x from "y";\n${one}\n` },
    { path: "b.ts", text: `${other}\n` },
  ];
  expect(sharedNames(planted)).toEqual([expect.stringMatching(/^\w+ belongs to a\.ts and b\.ts$/)]);
});

test("a constant and the type of its name are one thing; what is not exported is nobody's", () => {
  const files = [
    { path: "a.ts", text: "export const roles = [];\nexport const Role = 1;\nexport type Role = number;\n" },
    { path: "b.ts", text: "const roles = 2;\ninterface Role {}\n// export const roles\n" },
  ];
  expect(sharedNames(files)).toEqual([]);
});
