import { beforeAll, describe, expect, test } from "vitest";
import { repository } from "../../sandbox/demo/create-repository.ts";
import { besiege, type Siege } from "./siege.ts";

let siege: Siege;
/** The policy that all scenes begin with. */
let policy: string;

const policyPath = ".github/tollgate.yml";
const file = "migrations/V1__first.sql";
const good = { [file]: "CREATE TABLE good (id INT PRIMARY KEY);\n" };
const bad = { [file]: "DROP DATABASE test_db;\n" };

besiege((laid) => {
  siege = laid;
});

beforeAll(async () => {
  const { body } = await siege.call("root", "GET", `contents/${policyPath}`);
  policy = Buffer.from((body as { content: string }).content, "base64").toString();
});

async function push(branch: string, files: Record<string, string | null>, more: object = {}) {
  const actor = branch === "main" ? "root" : "alice";
  await siege.stage.github.push(repository, { branch, actor, message: "x", files, ...more });
  await siege.stage.settled();
}

const resetTo = async (branch: string, sha: string) => {
  await siege.call("alice", "PATCH", `git/refs/heads/${branch}`, { sha, force: true });
  await siege.stage.settled();
};

/** The line that a review may hold to say exactly what it approves. */
async function codeOf(number: number): Promise<string> {
  return /tollgate [0-9a-f]{32}/.exec(await siege.comment(number))?.[0] ?? "no code";
}

async function approveByCode(number: number) {
  const body = await codeOf(number);
  for (const one of ["olivia", "dan"] as const) await siege.review(one, number, "APPROVE", { body });
}

describe("an approval of other SQL than what is there", () => {
  test("given to a page of the good head, moved by a rebase of it, is no approval of the bad head before", async () => {
    const { number, branch, head } = await siege.propose("alice", good);
    await push(branch, bad, { parent: head });
    const { body } = await siege.call("alice", "GET", `git/ref/heads/${branch}`);
    const badHead = (body as { object: { sha: string } }).object.sha;
    siege.stage.github.advanceClock(600);
    for (const one of ["olivia", "dan"] as const)
      await siege.review(one, number, "APPROVE", { commit_id: head });
    expect(await siege.gate(number)).toBe("in_progress");
    // The bad head stood there when they approved: whoever has the good one on the page is asked again.
    await resetTo(branch, head);
    expect(await siege.gate(number)).toBe("in_progress");
    await push("main", { "news.txt": "1" });
    await push(branch, good, { parent: await siege.tip(), force: true });
    expect(await siege.gate(number)).toBe("in_progress");
    await resetTo(branch, badHead);
    expect(await siege.gate(number)).toBe("in_progress");
    expect(await siege.comment(number)).toContain("was given to a page of");
  });

  test("that names no commit counts only where no other head was there a minute before", async () => {
    const { number, branch } = await siege.propose("alice", good);
    siege.stage.github.advanceClock(600);
    await push(branch, bad);
    await siege.approve(number, "olivia", "dan");
    expect(await siege.gate(number)).toBe("in_progress");
    expect(await siege.comment(number)).toContain("was the head within a minute before");
    siege.stage.github.advanceClock(600);
    await siege.approve(number, "olivia", "dan");
    expect(await siege.gate(number)).toBe("success");
  });

  test("counts at once where it holds the code", async () => {
    const { number, branch } = await siege.propose("alice", good);
    const former = await codeOf(number);
    await push(branch, bad);
    for (const one of ["olivia", "dan"] as const)
      await siege.review(one, number, "APPROVE", { body: former });
    expect(await siege.gate(number)).toBe("in_progress");
    await approveByCode(number);
    expect(await siege.gate(number)).toBe("success");
  });
});

describe("an approval of what the policy made of a file", () => {
  const placeholder = (value: string) =>
    policy.replace(
      'demo-af: { migrations: "migrations/**/*.sql",',
      `demo-af: { migrations: "migrations/**/*.sql", format: flyway, placeholders: { t: ${value} },`,
    );

  test("dies with another placeholder, in the pull request and at the rollout", async () => {
    await push("main", { [policyPath]: placeholder("harmless") });
    const { number } = await siege.propose("alice", {
      [file]: `CREATE TABLE \${t} (id INT PRIMARY KEY);\n`,
    });
    await siege.approve(number, "olivia", "dan");
    expect(await siege.gate(number)).toBe("success");
    await push("main", { [policyPath]: placeholder("never_seen") });
    expect(await siege.gate(number)).toBe("in_progress");
    expect(await siege.comment(number)).toContain("other statements, by the policy's placeholders");
    expect(await siege.rollout(() => siege.merge("root", number))).toBe("flow-incomplete");
    expect(await siege.tables("test")).toEqual([]);
    await approveByCode(number);
    expect(await siege.dispatch("olivia", "test")).toBe("done");
    expect(await siege.tables("test")).toEqual(["TABLE never_seen"]);
  });

  const scratch = (databases: string) =>
    placeholder("never_seen")
      .replace("databases:\n", "databases:\n  scratch: { instances: [mysql-test] }\n")
      .replace(
        "projects:\n",
        `projects:\n  scratch: { migrations: "scratch/*.sql", databases: [${databases}] }\n`,
      );

  test("is asked for where a later policy sends a file on to databases that nobody saw", async () => {
    await siege.stage.test.run("CREATE DATABASE scratch");
    await push("main", { [policyPath]: scratch("scratch") });
    const { number } = await siege.propose("alice", {
      "scratch/V1__toy.sql": "CREATE TABLE toy (id INT PRIMARY KEY);\n",
    });
    expect(await siege.gate(number)).toBe("success");
    expect(await siege.rollout(() => siege.merge("alice", number))).toBe("done");
    const widen = () => push("main", { [policyPath]: scratch("scratch, test_db") });
    await widen();
    expect(await siege.dispatch("olivia", "test")).toBe("flow-incomplete");
    expect(await siege.tables("test")).toEqual(["TABLE never_seen"]);
    expect(await siege.tables("prod")).toEqual([]);
  });
});
