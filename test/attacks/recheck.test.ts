import { expect, test } from "vitest";
import { repository } from "../../sandbox/demo/create-repository.ts";
import { besiege, type Siege } from "./siege.ts";

let siege: Siege;

besiege((laid) => {
  siege = laid;
});

const create = { "migrations/V2__a.sql": "CREATE TABLE a (id INT PRIMARY KEY);\n" };

test("sixty rechecks by who may not write cost next to nothing, and the reason is told once", async () => {
  const { github } = siege.stage;
  github.grant(repository, "mallory", "read");
  const { number } = await siege.propose("alice", create);
  const comment = () =>
    siege.call("mallory", "POST", `issues/${number}/comments`, { body: "/tollgate recheck" });
  const before = github.requests.length;
  for (let i = 0; i < 60; i++) await comment();
  await siege.stage.settled();
  expect(github.requests.length - before - 60).toBeLessThan(90);
  const { body } = await siege.call("root", "GET", `issues/${number}/comments?per_page=100`);
  const replies = (body as { body: string }[]).filter(({ body: text }) => text.startsWith("mallory: "));
  expect(replies).toHaveLength(1);
});

test("a refusal of GitHub in the middle of it takes back no approval", async () => {
  const { github } = siege.stage;
  const { number } = await siege.propose("alice", {
    "migrations/V3__b.sql": "CREATE TABLE b (id INT PRIMARY KEY);\n",
  });
  await siege.approve(number, "olivia", "dan");
  expect(await siege.gate(number)).toBe("success");
  const repo = "/repos/{owner}/{repo}" as const;
  for (const operation of [
    `GET ${repo}/pulls/{pull_number}/reviews`,
    `GET ${repo}/activity`,
    "GET /orgs/{org}/teams/{team_slug}/members",
  ] as const) {
    for (const status of [403, 404]) {
      github.fail({ operation, status });
      await siege.call("alice", "PATCH", `pulls/${number}`, { title: `${operation} ${status}` });
      await siege.stage.settled();
      expect([operation, status, await siege.gate(number)]).toEqual([operation, status, "success"]);
    }
  }
});
