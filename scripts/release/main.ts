/**
 * `node scripts/release/main.ts v1.4.0` (Node 24): prints the notes of that release, which are its section of
 * CHANGELOG.md, or says why the checked-out commit must not be released under that tag and exits with 1.
 *
 * Needs no node_modules: the workflow asks before it installs anything.
 */
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { appendFileSync, readFileSync } from "node:fs";
import { findObstacles, sectionOf } from "./find-obstacles.ts";
import { isOnMain } from "./is-on-main.ts";

const [, , tag = ""] = process.argv;
const changelog = readFileSync("CHANGELOG.md", "utf8");
const { version }: { version: string } = JSON.parse(readFileSync("package.json", "utf8"));
const commit = execFileSync("git", ["rev-parse", "HEAD"], { encoding: "utf8" }).trim();

const obstacles = findObstacles({
  tag,
  version,
  commit,
  isOnMain: isOnMain(".", commit, "origin/main"),
  changelog,
});
for (const obstacle of obstacles) process.stderr.write(`${obstacle}\n`);
if (obstacles.length > 0) process.exitCode = 1;
else tellNotes(sectionOf(changelog, version) ?? "");

/** On the terminal, and in a workflow as the step's output `notes`. */
function tellNotes(notes: string): void {
  process.stdout.write(`${notes}\n`);
  const output = process.env.GITHUB_OUTPUT;
  const end = randomUUID();
  if (output) appendFileSync(output, `notes<<${end}\n${notes}\n${end}\n`);
}
