import { beforeEach, describe, expect, test } from "vitest";
import { parseStatistics } from "../../core/schema/parse-statistics.ts";
import type { TableStatistics } from "../../core/schema/statistics.ts";
import { policyText } from "../../testing/a-policy.ts";
import { aTable } from "../../testing/a-snapshot.ts";
import { memoryBranchWriter } from "../../testing/memory-branch-writer.ts";
import { memoryDatabases } from "../../testing/memory-databases.ts";
import { type MemoryGit, memoryGit } from "../../testing/memory-git.ts";
import { publishStatistics } from "./publish.ts";

const branch = "numbers";
const nobody = { author: undefined, committer: undefined, coAuthors: [], signedByGitHub: false };
const shards = policyText
  .replace("[mysql-test, mysql-prod]", "[mysql-test, mysql-prod, other-prod]")
  .replace(
    "  mysql-prod:",
    "  other-prod: { environment: prod, engine: mysql-8.4, connection: PROD_URL }\n  mysql-prod:",
  );
const policy = `${shards}statistics_branch: ${branch}\n`;

let git: MemoryGit;
let now: string;

beforeEach(() => {
  git = memoryGit();
  now = "2026-11-20T03:00:00.000Z";
  rule(policy);
});

function rule(text: string) {
  const files = new Map([[".github/tollgate.yml", text]]);
  git.branches.set("main", git.commit({ ...nobody, parents: [], files }));
}

type Known = Record<string, Record<string, TableStatistics>>;

function publish(known: Known, meanwhile?: () => void) {
  const ports = {
    repository: git.repository,
    writer: memoryBranchWriter(git, meanwhile),
    databases: memoryDatabases(new Map(Object.entries(known)), { now }),
    clock: { now: () => new Date(now) },
  };
  return publishStatistics(ports, { environment: "prod", run: "https://github.test/run/7" });
}

function published(path = "prod.json", at = branch) {
  const tip = git.branches.get(at);
  const text = tip && git.at(tip).files.get(path);
  return text === undefined ? undefined : parseStatistics(text, "prod");
}

const both = (rows: number): Known => ({
  "shop @ mysql-prod": { users: aTable(rows) },
  "shop @ other-prod": { users: aTable(rows + 1) },
});

describe("statistics of an environment", () => {
  test("begin the branch, and are committed on top of it where they changed", async () => {
    expect(await publish(both(10))).toMatchObject({ outcome: "published", failures: [], remarks: [] });
    const first = git.branches.get(branch) as string;
    expect(git.at(first).parents).toEqual([]);
    expect(await publish(both(20))).toMatchObject({ outcome: "published" });
    expect(git.at(git.branches.get(branch) as string).parents).toEqual([first]);
    expect(published()).toMatchObject({
      snapshot: { databases: [{ tables: { users: { rows: 20 } } }, { tables: { users: { rows: 21 } } }] },
    });
  });

  test("are not committed where only the clock has moved, until a day has passed", async () => {
    await publish(both(10));
    now = "2026-11-21T02:59:00.000Z";
    expect(await publish(both(10))).toMatchObject({ outcome: "unchanged" });
    now = "2026-11-21T03:00:00.000Z";
    expect(await publish(both(10))).toMatchObject({ outcome: "published" });
    expect(published()).toMatchObject({ snapshot: { databases: [{ takenAt: now }, { takenAt: now }] } });
  });

  test("of a server that does not answer are what it said before, with their age", async () => {
    await publish(both(10));
    const before = now;
    now = "2026-11-20T04:00:00.000Z";
    const result = await publish({ "shop @ other-prod": { users: aTable(30) } });
    expect(result).toMatchObject({
      outcome: "published",
      failures: [{ target: { instance: "mysql-prod" }, error: { code: "connection-refused" } }],
    });
    expect(published()).toMatchObject({
      snapshot: {
        databases: [
          { instance: "mysql-prod", takenAt: before, tables: { users: { rows: 10 } } },
          { instance: "other-prod", takenAt: now, tables: { users: { rows: 30 } } },
        ],
      },
    });
  });

  test("are left alone where no server answers", async () => {
    await publish(both(10));
    const tip = git.branches.get(branch);
    expect(await publish({})).toMatchObject({ outcome: "unread", failures: [{}, {}] });
    expect(git.branches.get(branch)).toBe(tip);
  });

  test("take the place of a file that cannot be read, and of databases that the policy has no more", async () => {
    const files = new Map([["prod.json", "{"]]);
    git.branches.set(branch, git.commit({ ...nobody, parents: [], files }));
    expect(await publish(both(10))).toMatchObject({ outcome: "published" });
    rule(policy.replace(", other-prod]", "]"));
    await publish(both(10));
    expect(published()).toMatchObject({ snapshot: { databases: [{ instance: "mysql-prod" }] } });
  });

  test("are committed again on top of what another environment's job wrote in between", async () => {
    let once = true;
    const other = () => {
      if (once)
        git.branches.set(
          branch,
          git.commit({ ...nobody, parents: [], files: new Map([["test.json", "{}"]]) }),
        );
      once = false;
    };
    expect(await publish(both(10), other)).toMatchObject({ outcome: "published" });
    expect([...git.at(git.branches.get(branch) as string).files.keys()]).toEqual(["test.json", "prod.json"]);
  });

  test("give up on a branch that never stands still", async () => {
    let count = 0;
    const moving = () =>
      git.branches.set(branch, git.commit({ ...nobody, parents: [], files: new Map([["n", `${count++}`]]) }));
    await expect(publish(both(10), moving)).rejects.toMatchObject({ code: "statistics-branch-moving" });
  });
});

describe("the branch", () => {
  test("has a usual name where the policy names none, and the log says that nobody reads it", async () => {
    rule(shards);
    const { remarks } = await publish(both(10));
    expect(remarks).toEqual([expect.stringContaining("statistics_branch: tollgate-stats")]);
    expect(published("prod.json", "tollgate-stats")).toHaveProperty("snapshot");
  });

  test("is never the one that holds the code", async () => {
    rule(`${shards}statistics_branch: main\n`);
    await expect(publish(both(10))).rejects.toMatchObject({ code: "statistics-branch-default" });
  });
});
