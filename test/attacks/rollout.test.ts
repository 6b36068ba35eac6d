import { beforeAll, describe, expect, test } from "vitest";
import { repository } from "../../sandbox/demo/create-repository.ts";
import { besiege, type Siege } from "./siege.ts";

let siege: Siege;
/** A commit of main where all is well and nothing is pending on Test. */
let good: string;

const v1 = "migrations/V1__create_t1.sql";
const v2 = "migrations/V2__create_t2.sql";
const create = (table: string) => `CREATE TABLE ${table} (id INT PRIMARY KEY);\n`;

besiege((laid) => {
  siege = laid;
});

beforeAll(async () => {
  const { number } = await siege.propose("alice", { [v1]: create("t1") });
  await siege.approve(number, "olivia", "dan");
  expect(await siege.rollout(() => siege.merge("alice", number))).toBe("done");
  good = await siege.tip();
});

const pushToMain = (files: Record<string, string | null>) => () =>
  siege.stage.github.push(repository, { branch: "main", actor: "root", message: "Urgent", files });

describe("past the gate onto main", () => {
  test.each(["merge", "squash", "rebase"])("an administrator's %s without approvals", async (method) => {
    const { number } = await siege.propose("alice", { [v2]: create("t2") });
    expect(await siege.rollout(() => siege.merge("root", number, method))).toBe("flow-incomplete");
    expect(await siege.tables("test")).toEqual(["TABLE t1"]);
    await siege.putMainBack(good);
  });

  test.each([
    ["a new migration", { [v2]: create("t2") }, "not-merged-through-a-pull-request"],
    ["an edited one that ran", { [v1]: create("t9") }, "edited-applied-file"],
    ["the deletion of one that ran", { [v1]: null }, "applied-file-missing"],
    [
      "a new name for one that ran",
      { [v1]: null, "migrations/V1__new.sql": create("t1") },
      "applied-file-renamed",
    ],
  ] as const)("a direct push of %s", async (_, files, code) => {
    expect(await siege.rollout(pushToMain(files))).toBe(code);
    expect(await siege.tables("test")).toEqual(["TABLE t1"]);
    await siege.putMainBack(good);
  });

  test("a forged green status and check", async () => {
    const { number, head } = await siege.propose("alice", { [v2]: create("t2") });
    const forged = { state: "success", context: "tollgate: main", description: "ok" };
    await siege.call("mallory", "POST", `statuses/${head}`, forged);
    await siege.stage.settled();
    expect(await siege.merge("mallory", number)).toBe(405);
  });

  test("an approved change, and on top of it one that is not: neither runs, and the first does once the second is gone", async () => {
    const first = await siege.propose("alice", { [v2]: create("t2") });
    await siege.approve(first.number, "olivia", "dan");
    const second = await siege.propose("alice", { "migrations/V3__t3.sql": create("t3") });
    siege.stage.github.fail({ operation: "GET /repos/{owner}/{repo}/commits", status: 403 });
    expect(await siege.rollout(() => siege.merge("alice", first.number, "rebase"))).not.toBe("done");
    const approved = await siege.tip();
    expect(await siege.rollout(() => siege.merge("root", second.number, "merge"))).toBe("flow-incomplete");
    expect(await siege.tables("test")).toEqual(["TABLE t1"]);
    expect(await siege.rollout(() => siege.putMainBack(approved))).toBe("done");
    expect(await siege.tables("test")).toEqual(["TABLE t1", "TABLE t2"]);
    good = await siege.tip();
  });
});

describe("who says go", () => {
  test("nobody without a role, nobody from another branch, nobody for what its approver no longer stands for", async () => {
    const { github } = siege.stage;
    expect(await siege.dispatch("mallory", "prod")).toBe("actor-lacks-role");
    await github.push(repository, {
      branch: "side",
      actor: "mallory",
      message: "s",
      files: { "s.txt": "1" },
    });
    expect(await siege.dispatch("olivia", "prod", "side")).toContain("not allowed to deploy");
    github.removeTeamMember("acme", "dba", "dan");
    await siege.stage.settled();
    expect(await siege.dispatch("dan", "prod")).toBe("actor-lacks-role");
    expect(await siege.dispatch("olivia", "prod")).toBe("flow-incomplete");
    expect(await siege.tables("prod")).toEqual([]);
    github.addTeamMember("acme", "dba", "dan");
    await siege.stage.settled();
  });

  test("GitHub failing in the middle, then again: everything once", async () => {
    const { github } = siege.stage;
    // Once more than it is asked again.
    const operation = "GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews";
    github.fail({ operation, status: 403, times: 2 });
    expect(await siege.dispatch("olivia", "prod")).not.toBe("done");
    expect(await siege.tables("prod")).toEqual([]);
    github.fail({
      operation: "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}",
      status: 502,
      done: true,
    });
    expect(await siege.dispatch("olivia", "prod")).toBe("done");
    expect(await siege.tables("prod")).toEqual(["TABLE t1", "TABLE t2"]);
    expect(await siege.dispatch("olivia", "prod")).toBe("nothing-pending");
  });
});
