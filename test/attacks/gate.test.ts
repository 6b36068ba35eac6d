import { describe, expect, test } from "vitest";
import { repository } from "../../sandbox/demo/create-repository.ts";
import { besiege, type Siege } from "./siege.ts";

let siege: Siege;

besiege((laid) => {
  siege = laid;
});

const file = "migrations/V2__drop.sql";
const drop = { [file]: "CREATE TABLE a1 (id INT PRIMARY KEY);\nDROP TABLE a1;\n" };

describe("what was approved is what is there", () => {
  test("one byte more, and back again", async () => {
    const { number, branch, head } = await siege.propose("alice", drop);
    await siege.approve(number, "olivia", "dan");
    expect(await siege.gate(number)).toBe("success");
    const push = async (p: object) => {
      await siege.stage.github.push(repository, { branch, actor: "alice", message: "x", files: {}, ...p });
      await siege.stage.settled();
    };
    await push({ files: { [file]: `${drop[file]} ` } });
    expect(await siege.gate(number)).toBe("in_progress");
    await siege.call("alice", "PATCH", `git/refs/heads/${branch}`, { sha: head, force: true });
    await siege.stage.settled();
    expect(await siege.gate(number)).toBe("success");
    siege.stage.github.letReviewsFollowHead("always");
    await push({ files: { [file]: `${drop[file]}  ` } });
    siege.stage.github.letReviewsFollowHead("same-difference");
    expect(await siege.gate(number)).toBe("in_progress");
  });

  test("update-branch, a rebase and another file keep approvals", async () => {
    const { number, branch } = await siege.propose("alice", drop);
    await siege.approve(number, "olivia", "dan");
    const main = await siege.stage.github.push(repository, {
      branch: "main",
      actor: "root",
      message: "m",
      files: { "a.txt": "1" },
    });
    await siege.call("alice", "PUT", `pulls/${number}/update-branch`, {});
    await siege.stage.settled();
    expect(await siege.gate(number)).toBe("success");
    await siege.stage.github.push(repository, {
      branch,
      actor: "alice",
      message: "rebased",
      files: drop,
      parent: main,
      force: true,
    });
    await siege.stage.settled();
    expect(await siege.gate(number)).toBe("success");
  });

  test("back-dated commit after the approvals", async () => {
    const { number, branch } = await siege.propose("alice", drop);
    await siege.approve(number, "olivia", "dan");
    const old = { name: "alice", email: "1+alice@users.noreply.github.com", date: "2001-01-01T00:00:00Z" };
    await siege.stage.github.push(repository, {
      branch,
      actor: "alice",
      message: "x",
      files: { [file]: "DROP TABLE x;\n" },
      author: old,
    });
    await siege.stage.settled();
    expect(await siege.gate(number)).toBe("in_progress");
  });

  test("an approval of an older commit, given after the push", async () => {
    const { number, branch, head } = await siege.propose("alice", drop);
    await siege.stage.github.push(repository, {
      branch,
      actor: "alice",
      message: "x",
      files: { [file]: "DROP TABLE x;\n" },
    });
    await siege.stage.settled();
    await siege.review("olivia", number, "APPROVE", { commit_id: head });
    await siege.review("dan", number, "APPROVE", { commit_id: head });
    expect(await siege.gate(number)).toBe("in_progress");
  });

  test("the same, with the webhooks lost", async () => {
    const { number, branch, head } = await siege.propose("alice", drop);
    await siege.stage.github.push(repository, {
      branch,
      actor: "alice",
      message: "x",
      files: { [file]: "DROP TABLE x;\n" },
    });
    await siege.stage.settled();
    siege.stage.github.webhooks.drop("pull_request_review", 2);
    await siege.review("olivia", number, "APPROVE", { commit_id: head });
    await siege.review("dan", number, "APPROVE", { commit_id: head });
    await siege.call("alice", "PATCH", `pulls/${number}`, { title: "new" });
    await siege.stage.settled();
    expect(await siege.gate(number)).toBe("in_progress");
  });
});

describe("another base", () => {
  test("approved against a base that holds the change already, then retargeted", async () => {
    await siege.stage.github.push(repository, { branch: "other", actor: "alice", message: "o", files: drop });
    await siege.stage.github.push(repository, {
      branch: "harmless",
      actor: "alice",
      message: "o",
      files: { "b.txt": "1" },
      parent: await siege.tip("other"),
    });
    const { body } = await siege.call("alice", "POST", "pulls", {
      title: "harmless",
      head: "harmless",
      base: "other",
      body: "",
    });
    const { number } = body as { number: number };
    await siege.stage.settled();
    siege.stage.github.advanceClock(5);
    await siege.approve(number, "olivia", "dan");
    siege.stage.github.advanceClock(5);
    await siege.call("alice", "PATCH", `pulls/${number}`, { base: "main" });
    await siege.stage.settled();
    expect(await siege.gate(number)).toBe("in_progress");
    // A page that was opened before looks like one that was opened since: only the code tells them apart.
    await siege.approve(number, "olivia", "dan");
    expect(await siege.gate(number)).toBe("in_progress");
    const code = /tollgate [0-9a-f]{32}/.exec(await siege.comment(number))?.[0];
    for (const one of ["olivia", "dan"] as const) await siege.review(one, number, "APPROVE", { body: code });
    expect(await siege.gate(number)).toBe("success");
  });

  test("retarget away and back", async () => {
    const { number } = await siege.propose("alice", drop);
    await siege.call("alice", "PATCH", `pulls/${number}`, { base: "other" });
    await siege.stage.settled();
    await siege.call("alice", "PATCH", `pulls/${number}`, { base: "main" });
    await siege.stage.settled();
    expect(await siege.gate(number)).toBe("in_progress");
  });
});

describe("whose word counts", () => {
  test.each([
    ["author of the pull request", "olivia", {}],
    ["author of a commit", "alice", { author: "olivia" }],
    ["co-author", "alice", { message: "x\n\nCo-authored-by: Olivia <1+olivia@users.noreply.github.com>" }],
  ] as const)("not the %s", async (_, who, more) => {
    const { number } = await siege.propose(who, drop, more as never);
    await siege.review("olivia", number, "APPROVE");
    await siege.approve(number, "dan");
    expect(await siege.gate(number)).toBe("in_progress");
    expect(await siege.comment(number)).not.toContain("olivia approved");
  });

  test("not the pusher, whatever name the commit bears", async () => {
    const { number, branch } = await siege.propose("alice", { "c.txt": "1" });
    await siege.stage.github.push(repository, {
      branch,
      actor: "olivia",
      message: "x",
      files: drop,
      author: "alice",
    });
    await siege.stage.settled();
    await siege.approve(number, "olivia", "dan");
    expect(await siege.gate(number)).toBe("in_progress");
  });

  test("dismissed, then the older approval", async () => {
    const { number } = await siege.propose("alice", drop);
    await siege.approve(number, "olivia", "olivia", "dan");
    expect(await siege.gate(number)).toBe("success");
    const { body } = await siege.call("root", "GET", `pulls/${number}/reviews`);
    const [, second] = body as { id: number }[];
    await siege.call("root", "PUT", `pulls/${number}/reviews/${second?.id}/dismissals`, { message: "no" });
    await siege.stage.settled();
    expect(await siege.gate(number)).toBe("in_progress");
  });

  test("request changes, then approve", async () => {
    const { number } = await siege.propose("alice", drop);
    await siege.approve(number, "olivia", "dan");
    await siege.review("oscar", number, "REQUEST_CHANGES");
    expect(await siege.gate(number)).toBe("failure");
    await siege.review("oscar", number, "APPROVE");
    expect(await siege.gate(number)).toBe("success");
  });

  test("who leaves the team, and the team that is gone", async () => {
    const { github } = siege.stage;
    const { number } = await siege.propose("alice", drop);
    await siege.approve(number, "olivia", "dan");
    github.removeTeamMember("acme", "dba", "dan");
    await siege.stage.settled();
    expect(await siege.gate(number)).not.toBe("success");
    github.addTeamMember("acme", "dba", "dan");
    await siege.stage.settled();
    expect(await siege.gate(number)).toBe("success");
    github.deleteTeam("acme", "dba");
    await siege.stage.settled();
    expect(await siege.gate(number)).not.toBe("success");
    github.createTeam("acme", "dba", ["dan"]);
    github.grant(repository, "acme/dba", "write");
    await siege.call("alice", "PATCH", `pulls/${number}`, { title: "new" });
    await siege.stage.settled();
    expect(await siege.gate(number)).toBe("success");
  });

  test("one person in two roles", async () => {
    const { github } = siege.stage;
    const { number } = await siege.propose("alice", drop);
    github.addTeamMember("acme", "dba", "olivia");
    await siege.stage.settled();
    await siege.approve(number, "olivia", "olivia");
    expect(await siege.gate(number)).toBe("in_progress");
    github.removeTeamMember("acme", "dba", "olivia");
    await siege.stage.settled();
  });
});

describe("GitHub failing in the middle of a judgement", () => {
  const repo = "/repos/{owner}/{repo}" as const;

  test.each([
    [`POST ${repo}/check-runs`, 502, true],
    [`POST ${repo}/issues/{issue_number}/comments`, 502, true],
    [`POST ${repo}/issues/{issue_number}/comments`, 403, false],
    [`POST ${repo}/pulls/{pull_number}/requested_reviewers`, 502, true],
    [`GET ${repo}/git/trees/{tree_sha}`, 502, false],
  ] as const)("%s answers %i (done: %s): one comment, one check", async (operation, status, done) => {
    siege.stage.github.fail({ operation, status, done });
    const { number, head } = await siege.propose("alice", { [file]: `CREATE TABLE t${status} (id INT);\n` });
    await siege.call("alice", "POST", `issues/${number}/comments`, { body: "/tollgate recheck" });
    await siege.stage.settled();
    const comments: { body: string }[] = (await siege.call("root", "GET", `issues/${number}/comments`)).body;
    const ours = comments.filter(({ body }) => body.startsWith("<!-- tollgate -->"));
    const { body } = await siege.call("root", "GET", `commits/${head}/check-runs?filter=all`);
    expect([ours.length, (body as { total_count: number }).total_count, await siege.gate(number)]).toEqual([
      1,
      1,
      "in_progress",
    ]);
  });
});
