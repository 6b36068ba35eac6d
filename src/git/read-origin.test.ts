import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readOrigin } from "./read-origin.ts";

let root: string;
const run = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], { cwd: root })
    .toString()
    .trim();
const commit = () => run("commit", "--quiet", "--allow-empty", "-m", "x");
const roots = () => run("rev-list", "--max-parents=0", "HEAD").split("\n").sort();
const kept = () => join(root, ".git/tollgate/history-roots");

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "origin-"));
  run("init", "--quiet", "--initial-branch=main");
});
afterEach(() => rmSync(root, { recursive: true }));

test("a history's first commits stay known while it grows, and one more of them is found", async () => {
  expect(await readOrigin(root)).toEqual({ roots: [] });
  commit();
  expect(await readOrigin(root)).toEqual({ roots: roots() });
  const [first = ""] = roots();
  commit();
  // What is kept is believed, so that the walk is not made again.
  writeFileSync(kept(), readFileSync(kept(), "utf8").replaceAll(/(?<=\n)\w+/g, "a".repeat(40)));
  expect(await readOrigin(root)).toEqual({ roots: ["a".repeat(40)] });
  writeFileSync(kept(), `${first}\n${first}\n`);
  run("checkout", "--quiet", "--orphan", "other");
  // Another message: two commits of one second would be one.
  run("commit", "--quiet", "--allow-empty", "-m", "y");
  run("checkout", "--quiet", "main");
  run("merge", "--quiet", "--allow-unrelated-histories", "-m", "both", "other");
  expect(roots()).toHaveLength(2);
  expect(await readOrigin(root)).toEqual({ roots: roots() });
});

test("of another history, and of what is not whole, nothing is taken", async () => {
  commit();
  await readOrigin(root);
  run("checkout", "--quiet", "--orphan", "other");
  run("commit", "--quiet", "--allow-empty", "-m", "y");
  expect(await readOrigin(root)).toEqual({ roots: roots() });
  for (const text of ["", "main\n", `${run("rev-parse", "HEAD")}\n`, `${run("rev-parse", "HEAD")}\nx\n`]) {
    writeFileSync(kept(), text);
    expect(await readOrigin(root)).toEqual({ roots: roots() });
  }
});
