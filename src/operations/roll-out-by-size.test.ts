import { beforeEach, expect, test } from "vitest";
import { policyText } from "../testing/a-policy.ts";
import { aSnapshot, aTable } from "../testing/a-snapshot.ts";
import { type MemoryGitHub, memoryGitHub } from "../testing/memory-github.ts";
import { type MemoryMerges, memoryMerges } from "../testing/memory-merges.ts";
import { memoryTargets } from "../testing/memory-targets.ts";
import { reconcile } from "./review/reconcile.ts";
import { rollOut } from "./rollout/roll-out.ts";

/** Moderate asks for approval; a copy of a small table is low. */
const policy = policyText
  .replace("app_id: 7", "app_id: 7\nstatistics_branch: tollgate-stats")
  .replace("presets: [prod-is-high]", "presets: []")
  .replace("ddl: { high: owner-dba }", "ddl: { moderate: owner-dba }");

let github: MemoryGitHub;
let merges: MemoryMerges;
let pull: number;

const main = () => github.git.branches.get("main") as string;

function publish(rows: number): void {
  const files = ["test", "prod"].map((name) => {
    const place = { instance: `mysql-${name}`, database: "shop" };
    return [`${name}.json`, JSON.stringify(aSnapshot(name, place, { users: aTable(rows) }))];
  });
  github.push("tollgate-stats", "job", Object.fromEntries(files));
}

const rollOutToTest = () =>
  rollOut(merges.ports, {
    environment: "test",
    commit: main(),
    occasion: "merge",
    actors: [github.person("merger")],
    run: "https://github.test/run/1",
    cancel: new AbortController().signal,
    say: () => undefined,
  });

beforeEach(async () => {
  github = memoryGitHub();
  merges = memoryMerges(github, memoryTargets("mysql-test", "mysql-prod"));
  github.teams.set("acme/dba", ["dave"]);
  github.push("main", "olga", {
    ".github/tollgate.yml": policy,
    "migrations/V1__users.sql": "CREATE TABLE users (id INT PRIMARY KEY, age INT);\n",
  });
  github.push("main", "olga", { "README.md": "Shop\n" });
  publish(8000);
  const sql = "ALTER TABLE users MODIFY age BIGINT;\n";
  github.push("copy", "ada", { "migrations/V2__copy.sql": sql }, { onto: main() });
  pull = github.open({ head: "copy", author: "ada" });
  await reconcile(github.ports, pull);
});

test("a small table needs nobody, at the review and at the rollout", async () => {
  expect(github.comments.get(pull)).toContain("8,000 rows");
  merges.merge(pull);
  expect((await rollOutToTest()).refusals.map(({ code }) => code)).not.toContain("flow-incomplete");
});

test("one that has grown since the merge needs its approvals, which the merged pull request may be given", async () => {
  merges.merge(pull);
  publish(5_000_000);
  const incomplete = (refusals: readonly { code: string; what: string }[]) =>
    refusals.filter(({ code, what }) => code === "flow-incomplete" && what.includes(`#${pull}`));
  expect(incomplete((await rollOutToTest()).refusals)).toHaveLength(1);
  github.review(pull, "olga", "APPROVED");
  github.review(pull, "dave", "APPROVED");
  expect(incomplete((await rollOutToTest()).refusals)).toEqual([]);
});

test("a snapshot that is lost counts as large until the job has run again", async () => {
  merges.merge(pull);
  github.git.branches.delete("tollgate-stats");
  expect((await rollOutToTest()).refusals.map(({ code }) => code)).toContain("flow-incomplete");
  publish(8000);
  expect((await rollOutToTest()).refusals.map(({ code }) => code)).not.toContain("flow-incomplete");
});
