/** Whose work it is, tried on the whole: SQL laundered through a bot, another branch, another's name. */
import { App, type Octokit } from "octokit";
import { beforeAll, describe, expect, test } from "vitest";
import { repository } from "../../sandbox/demo/create-repository.ts";
import { PlainOctokit } from "../../sandbox/github/testing-client.ts";
import { besiege, type Siege } from "./siege.ts";

let siege: Siege;
/** Any workflow's token, or an app of somebody's: it writes what it is told. */
let robot: Octokit;

const [owner = "", repo = ""] = repository.split("/");
const sql = (table: string, version = 2) => ({
  [`migrations/V${version}__${table}.sql`]: `CREATE TABLE ${table} (id INT PRIMARY KEY);\n`,
});

besiege((laid) => {
  siege = laid;
});

beforeAll(async () => {
  const { github } = siege.stage;
  const app = github.createApp({
    slug: "robot",
    permissions: { contents: "write", pull_requests: "write" },
    events: [],
  });
  const installation = app.install(repository);
  const api = new App({
    appId: app.id,
    privateKey: app.privateKey,
    Octokit: PlainOctokit.defaults({ baseUrl: github.url }),
  });
  robot = await api.getInstallationOctokit(installation);
});

const push = (branch: string, actor: string, more: object) =>
  siege.stage.github.push(repository, { branch, actor, message: "x", files: {}, ...more });

async function openAsAlice(head: string): Promise<number> {
  const { body } = await siege.call("alice", "POST", "pulls", { title: "x", head, base: "main" });
  await siege.stage.settled();
  return (body as { number: number }).number;
}

/** A branch that the robot makes of a commit, and a pull request of it that the robot opens. */
async function adopt(branch: string, sha: string): Promise<number> {
  await robot.request("POST /repos/{owner}/{repo}/git/refs", {
    owner,
    repo,
    ref: `refs/heads/${branch}`,
    sha,
  });
  const { data } = await robot.request("POST /repos/{owner}/{repo}/pulls", {
    owner,
    repo,
    title: branch,
    head: branch,
    base: "main",
  });
  await siege.stage.settled();
  return data.number;
}

describe("SQL that its approver wrote", () => {
  test("pushed under another's name to a branch of which a bot makes the pull request", async () => {
    const sha = await push("tmp-1", "dan", {
      files: sql("a1"),
      author: "mallory",
      parent: await siege.tip(),
    });
    const number = await adopt("laundered-1", sha);
    await siege.approve(number, "olivia", "dan");
    expect(await siege.gate(number)).not.toBe("success");
    expect(await siege.comment(number)).toContain("Nobody is known to have written");
  });

  test("pushed one commit deeper, and adopted by a mate", async () => {
    const sha = await push("tmp-2", "dan", {
      files: sql("a2"),
      author: "mallory",
      parent: await siege.tip(),
    });
    await push("tmp-2", "dan", { files: { "b.txt": "1" }, author: "mallory" });
    await siege.call("alice", "POST", "git/refs", { ref: "refs/heads/laundered-2", sha });
    const number = await openAsAlice("laundered-2");
    await siege.approve(number, "olivia", "dan");
    expect(await siege.gate(number)).not.toBe("success");
    expect(await siege.comment(number)).toContain("pushed a commit to another branch");
  });

  test("pushed, opened by another, approved by others, and dispatched by whoever wrote it", async () => {
    await push("change-by-oscar", "oscar", {
      files: sql("a3"),
      author: "mallory",
      parent: await siege.tip(),
    });
    const number = await openAsAlice("change-by-oscar");
    await siege.approve(number, "olivia", "dan");
    expect(await siege.gate(number)).toBe("success");
    expect(await siege.rollout(() => siege.merge("alice", number))).toBe("done");
    expect(await siege.dispatch("oscar", "prod")).toBe("actor-is-author");
    expect(await siege.dispatch("olivia", "prod")).toBe("done");
  });
});

describe("work of others", () => {
  test("stays open to an approver who fixed its README and brought it up to date", async () => {
    const { number, branch } = await siege.propose("alice", sql("a4", 3));
    await push(branch, "dan", { files: { "README.md": "News" } });
    await push("main", "root", { files: { "a.txt": "1" } });
    await siege.call("dan", "PUT", `pulls/${number}/update-branch`, {});
    await siege.stage.settled();
    await siege.approve(number, "olivia", "dan");
    expect(await siege.gate(number)).toBe("success");
  });
});
