import nock from "nock";
import { Octokit } from "octokit";
import { afterEach, beforeEach, expect, test } from "vitest";
import { githubIssues } from "./issues.ts";

const octokit = new Octokit({ throttle: { enabled: false }, retry: { enabled: false } });
const issues = githubIssues({ octokit, owner: "acme", repo: "shop" }, "github-actions[bot]");
const api = () => nock("https://api.github.com/repos/acme/shop");
const marker = "<!-- tollgate:drift:prod -->";
const ours = { number: 7, body: `${marker}\ntext`, user: { login: "github-actions[bot]" } };
const list = (...found: object[]) =>
  api().get("/issues?state=open&creator=github-actions%5Bbot%5D&per_page=100").reply(200, found);

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
});

test("ours is the open issue with the marker that we wrote", async () => {
  const others = [
    { ...ours, number: 1, user: { login: "mallory" } },
    { ...ours, number: 2, pull_request: {} },
    { ...ours, number: 3, body: `Look: ${marker}` },
    { ...ours, number: 4, body: null },
  ];
  list(...others, ours);
  expect(await issues.find(marker)).toEqual({ number: 7, body: ours.body });
  list(...others);
  expect(await issues.find(marker)).toBeUndefined();
});

test("it is opened once, though the answer is lost", async () => {
  const issue = { title: "Drift", body: ours.body };
  api().post("/issues", issue).reply(502);
  list(ours);
  await issues.open(marker, issue);
});

test("it is edited and closed", async () => {
  api().patch("/issues/7", { body: "new", state: "closed" }).reply(200, {});
  await issues.edit(7, { body: "new", state: "closed" });
});
