import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isOnMain } from "./is-on-main.ts";

let folder: string;

const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, encoding: "utf8" }).trim();

/** @returns the new commit. */
function commit(message: string): string {
  const person = ["-c", "user.name=Ada", "-c", "user.email=ada@example.test"];
  git(...person, "commit", "--quiet", "--allow-empty", "-m", message);
  return git("rev-parse", "HEAD");
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tollgate-release-"));
  git("init", "--quiet", "--initial-branch=main");
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a commit that main has, at its tip or below, is on it; one beside it is not", () => {
  const below = commit("below");
  const tip = commit("tip");
  git("switch", "--quiet", "--create", "beside", below);
  const beside = commit("beside");
  expect([below, tip, beside].map((one) => isOnMain(folder, one, "main"))).toEqual([true, true, false]);
});

test("a clone without main gives no answer, which is not taken for one", () => {
  const tip = git("rev-parse", "HEAD");
  expect(() => isOnMain(folder, tip, "origin/main")).toThrow("git does not tell whether");
});
