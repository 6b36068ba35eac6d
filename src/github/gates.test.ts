import nock from "nock";
import { Octokit } from "octokit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { GateContent, PullRequest } from "../operations/ports/code-host.ts";
import { checkRunGate } from "./check-run-gate.ts";
import { githubComments } from "./comments.ts";
import { recentlyWritten } from "./recently-written.ts";
import { statusGate } from "./status-gate.ts";

const octokit = new Octokit({ throttle: { enabled: false }, retry: { enabled: false } });
const place = { octokit, owner: "acme", repo: "shop" };
const api = () => nock("https://api.github.com/repos/acme/shop");

const pull = { number: 5, comments: 1, head: { ref: "age", sha: "h1", fork: false } } as PullRequest;
const moved = { ...pull, head: { ...pull.head, sha: "h2" } };
const waiting: GateContent = {
  name: "tollgate: main",
  conclusion: "pending",
  title: "High risk: waiting for Project Owner",
  summary: "Summary",
  text: "Evidence",
};
const passed: GateContent = { ...waiting, conclusion: "success", title: "Approved" };

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
});

describe("the app's check run", () => {
  const gate = () => checkRunGate(place, 7, recentlyWritten());
  const find = (...runs: object[]) =>
    api()
      .get("/commits/h1/check-runs?check_name=tollgate%3A%20main&app_id=7&filter=latest")
      .reply(200, { total_count: runs.length, check_runs: runs });
  const output = { title: waiting.title, summary: waiting.summary, text: waiting.text };
  const run = { id: 1, name: waiting.name, app: { id: 7 }, status: "in_progress", conclusion: null, output };
  const inProgress = { status: "in_progress", output };
  const success = { status: "completed", conclusion: "success", output: { ...output, title: "Approved" } };
  const create = (head_sha: string, body: object) =>
    api()
      .post("/check-runs", { ...body, name: waiting.name, head_sha })
      .reply(201, { id: 2 });
  const update = (id: number, body: object) =>
    api()
      .patch(`/check-runs/${id}`, body as nock.RequestBodyMatcher)
      .reply(200, {});

  test("is made where there is none, and found again by the app that wrote it", async () => {
    find({ ...run, app: { id: 8 } }, { ...run, name: "tollgate: other" });
    create("h1", inProgress);
    await gate().publish(pull, waiting, false);
  });

  test("is left alone where it says the same", async () => {
    find(run);
    await gate().publish(pull, waiting, false);
  });

  test("is written all the same where somebody asked for it", async () => {
    find(run);
    update(1, inProgress);
    await gate().publish(pull, waiting, true);
  });

  test("is edited without another look by who wrote it last", async () => {
    const ours = gate();
    find();
    create("h1", inProgress);
    await ours.publish(pull, waiting, false);
    update(2, success);
    await ours.publish(pull, passed, false);
  });

  test("is looked at where nothing should have changed, and fixed where it has", async () => {
    const ours = gate();
    find();
    create("h1", inProgress);
    await ours.publish(pull, waiting, false);
    find({ ...run, id: 2, status: "completed", conclusion: "stale" });
    create("h1", inProgress);
    await ours.publish(pull, waiting, false);
  });

  test("that waits is made anew before GitHub takes it for stale, and only then", async () => {
    const [start, day] = [Date.parse("2026-12-01T00:00:00Z"), 24 * 60 * 60 * 1000];
    const at = (days: number) => checkRunGate(place, 7, recentlyWritten(), () => start + days * day);
    const old = { ...run, started_at: "2026-12-01T00:00:00Z" };
    find(old);
    await at(9).publish(pull, waiting, false);
    find(old);
    create("h1", inProgress);
    await at(10).publish(pull, waiting, false);
    find({ ...old, ...success });
    await at(10).publish(pull, passed, false);
  });

  test("of a new head is a new one", async () => {
    const ours = gate();
    find();
    create("h1", inProgress);
    await ours.publish(pull, waiting, false);
    create("h2", inProgress);
    await ours.publish(moved, waiting, false);
  });

  test("once completed is not opened again: a new one takes its place", async () => {
    find({ ...run, ...success });
    create("h1", inProgress);
    await gate().publish(pull, waiting, false);
  });

  test("gives back its text, of the newest run", async () => {
    find({ ...run, id: 1, output: { ...output, text: "old" } }, { ...run, id: 3 });
    expect(await gate().text("h1", waiting.name)).toBe("Evidence");
  });
});

describe("the Action's commit status", () => {
  const gate = statusGate(place, "https://github.com/acme/shop/actions/runs/1");
  const find = (...statuses: object[]) => api().get("/commits/h1/statuses?per_page=100").reply(200, statuses);
  const status = { context: waiting.name, state: "pending", description: waiting.title };

  test("is written where the newest of its name says something else", async () => {
    find({ ...status, context: "ci" }, { ...status, state: "success", description: "forged" }, status);
    api()
      .post("/statuses/h1", { ...status, target_url: "https://github.com/acme/shop/actions/runs/1" })
      .reply(201, {});
    await gate.publish(pull, waiting, false);
  });

  test("is left alone where it says the same", async () => {
    find(status);
    await gate.publish(pull, waiting, false);
  });

  test("knows no fourth state, and 140 characters", async () => {
    find();
    api()
      .post("/statuses/h1", ({ state, description }) => state === "failure" && description.length === 140)
      .reply(201, {});
    await gate.publish(pull, { ...waiting, conclusion: "action_required", title: "x".repeat(200) }, false);
  });
});

describe("the one comment", () => {
  const marked = "<!-- tollgate -->\nHello";
  const list = (...comments: object[]) => api().get("/issues/5/comments?per_page=100").reply(200, comments);
  const byApp = {
    id: 1,
    body: marked,
    user: { login: "tollgate[bot]" },
    performed_via_github_app: { id: 7 },
  };
  const pasted = { id: 2, body: marked, user: { login: "mallory" }, performed_via_github_app: null };
  const byWorkflow = {
    id: 3,
    body: marked,
    user: { login: "github-actions[bot]" },
    performed_via_github_app: { id: 15368 },
  };
  const ofApp = () => githubComments(place, { app: 7 }, recentlyWritten());
  const ofWorkflow = () => githubComments(place, { login: "github-actions[bot]" }, recentlyWritten());

  test("is found by marker and author, whoever pasted the marker before", async () => {
    list(pasted, byWorkflow, { ...byApp, id: 4, body: "Something else" }, byApp);
    api().patch("/issues/comments/1", { body: "New" }).reply(200, {});
    await ofApp().write(pull, "New");
    list(pasted, byApp, byWorkflow);
    api().patch("/issues/comments/3", { body: "New" }).reply(200, {});
    await ofWorkflow().write(pull, "New");
  });

  test("is left alone where it says the same", async () => {
    list(byApp);
    await ofApp().write(pull, marked);
  });

  test("is not looked for where there is none at all", async () => {
    api().post("/issues/5/comments", { body: marked }).reply(201, { id: 9 });
    await ofApp().write({ ...pull, comments: 0 }, marked);
  });

  test("is written anew where somebody deleted it", async () => {
    const comments = ofApp();
    list(byApp);
    expect(await comments.read(pull)).toBe(marked);
    api().patch("/issues/comments/1").reply(404, {});
    api().post("/issues/5/comments", { body: "New" }).reply(201, { id: 9 });
    await comments.write(pull, "New");
  });
});
