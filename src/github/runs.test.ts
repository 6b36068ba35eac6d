import nock from "nock";
import { Octokit } from "octokit";
import { afterEach, beforeEach, expect, test } from "vitest";
import { githubRuns } from "./runs.ts";

const octokit = new Octokit({ throttle: { enabled: false }, retry: { enabled: false } });
const account = (id: number, login: string) => ({ id, login, type: "User" });
const answer = (more: object) => {
  const run = { html_url: "u", event: "workflow_dispatch", head_branch: "main", head_sha: "c", ...more };
  nock("https://api.github.com").get("/repos/acme/shop/actions/runs/7").reply(200, run);
  return githubRuns({ octokit, owner: "acme", repo: "shop" }).read(7);
};

beforeEach(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());

test("whoever started a run again answers for it beside who began it", async () => {
  const run = await answer({ actor: account(1, "olga"), triggering_actor: account(2, "mallory") });
  expect(run.actors.map(({ login }) => login)).toEqual(["olga", "mallory"]);
});

test.each([
  ["began", { actor: null, triggering_actor: account(2, "mallory") }],
  ["started it again", { actor: account(1, "olga") }],
])("a run of which GitHub does not say who %s has nobody who may", async (_, run) => {
  await expect(answer(run)).rejects.toThrow("does not say who started run 7");
});
