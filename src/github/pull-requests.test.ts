import nock from "nock";
import { Octokit } from "octokit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PullRequest } from "../operations/ports/code-host.ts";
import { githubPullRequests } from "./pull-requests.ts";

const octokit = new Octokit({ throttle: { enabled: false }, retry: { enabled: false } });
const pulls = githubPullRequests(
  { octokit, owner: "acme", repo: "shop" },
  { tip: async () => "tip of main now" },
);
const api = () => nock("https://api.github.com/repos/acme/shop");
const ada = { id: 1, login: "ada", type: "User" };

const pull = { number: 5, state: "open", head: { ref: "age", sha: "h2", fork: false } } as PullRequest;

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
});

const answer = {
  number: 5,
  title: "Age",
  html_url: "https://github.com/acme/shop/pull/5",
  state: "open",
  created_at: "2026-01-01T00:00:00Z",
  merged_at: null,
  merge_commit_sha: "c0ffee",
  merged: false,
  draft: false,
  user: ada,
  labels: [{ name: "urgent" }],
  base: { ref: "main", sha: "stale", repo: { id: 10 } },
  head: { ref: "age", sha: "h2", repo: { id: 10 } },
  requested_reviewers: [{ login: "olga" }],
  requested_teams: [{ slug: "dba" }],
  comments: 3,
};

describe("a pull request", () => {
  test("stands on the tip of its base branch, not on the stale one", async () => {
    api().get("/pulls/5").reply(200, answer);
    expect(await pulls.read(5)).toEqual({
      number: 5,
      title: "Age",
      url: "https://github.com/acme/shop/pull/5",
      state: "open",
      draft: false,
      author: { id: 1, login: "ada", bot: false },
      labels: ["urgent"],
      repository: "10",
      openedAt: "2026-01-01T00:00:00Z",
      base: { ref: "main", sha: "tip of main now" },
      head: { ref: "age", sha: "h2", fork: false },
      requested: { users: ["olga"], teams: ["acme/dba"] },
      comments: 3,
    });
  });

  test.each([{ repo: { id: 11 } }, { repo: null }])(
    "is a fork's where its head is elsewhere: %j",
    async (head) => {
      api()
        .get("/pulls/5")
        .reply(200, { ...answer, head: { ...answer.head, ...head } });
      expect((await pulls.read(5)).head.fork).toBe(true);
    },
  );

  test("once merged keeps the base that GitHub kept", async () => {
    api()
      .get("/pulls/5")
      .reply(200, { ...answer, state: "closed", merged: true });
    expect(await pulls.read(5)).toMatchObject({ state: "merged", base: { sha: "stale" } });
  });
});

describe("reviews", () => {
  test("are those of living accounts that are submitted", async () => {
    const review = {
      id: 1,
      user: ada,
      state: "APPROVED",
      submitted_at: "2026-01-01T00:00:00Z",
      commit_id: "h1",
    };
    api()
      .get("/pulls/5/reviews?per_page=100")
      .reply(200, [
        review,
        { ...review, id: 2, user: null },
        { ...review, id: 3, state: "PENDING", submitted_at: undefined },
      ]);
    expect(await pulls.reviews(pull)).toEqual([
      {
        id: 1,
        reviewer: { id: 1, login: "ada", bot: false },
        state: "APPROVED",
        submittedAt: "2026-01-01T00:00:00Z",
        commit: "h1",
      },
    ]);
  });
});

test.each([
  [{ login: "github-actions[bot]", id: 1, type: "Bot" }, true],
  [ada, undefined],
  [null, undefined],
])("a merge by %j starts no workflow: %s", async (merged_by, mergedByWorkflow) => {
  api()
    .get("/pulls/5")
    .reply(200, { ...answer, state: "closed", merged: true, merged_by });
  expect((await pulls.read(5)).mergedByWorkflow).toBe(mergedByWorkflow);
});

describe("pushes", () => {
  test("are GitHub's own record of the branch, oldest first, all pages", async () => {
    const push = (after: string, actor: object | null) => ({
      before: "0",
      after,
      timestamp: "2026-01-01T00:00:00Z",
      actor,
    });
    const query = "/activity?ref=refs%2Fheads%2Fage&per_page=100";
    api()
      .get(query)
      .reply(200, [push("h2", ada)], {
        link: `<https://api.github.com/repos/acme/shop${query}&after=x>; rel="next"`,
      });
    api()
      .get(`${query}&after=x`)
      .reply(200, [push("h1", null)]);
    expect(await pulls.pushes(pull)).toMatchObject([
      { after: "h1", actor: undefined },
      { after: "h2", actor: { login: "ada" } },
    ]);
  });

  test.each([403, 404])(
    "to a branch of our own that GitHub does not show (%i) are no pushes that nobody may see",
    async (status) => {
      api().get("/activity?ref=refs%2Fheads%2Fage&per_page=100").reply(status, {});
      await expect(pulls.pushes(pull)).rejects.toMatchObject({ status });
    },
  );

  const ofFork = { ...pull, head: { ...pull.head, fork: true } };
  const fork = { id: 11, name: "shop-2", owner: { login: "mallory" } };

  test("to a fork are read there", async () => {
    api()
      .get("/pulls/5")
      .reply(200, { ...answer, head: { ...answer.head, repo: fork } });
    nock("https://api.github.com")
      .get("/repos/mallory/shop-2/activity?ref=refs%2Fheads%2Fage&per_page=100")
      .reply(200, [{ before: "0", after: "h2", timestamp: "2026-01-01T00:00:00Z", actor: ada }]);
    expect(await pulls.pushes(ofFork)).toMatchObject([{ after: "h2" }]);
  });

  test("to a fork that is private are not known", async () => {
    api()
      .get("/pulls/5")
      .reply(200, { ...answer, head: { ...answer.head, repo: fork } });
    nock("https://api.github.com")
      .get(/^\/repos\/mallory\/shop-2\/activity/)
      .reply(404, {});
    expect(await pulls.pushes(ofFork)).toBeUndefined();
  });

  test("to a fork that is gone are not known", async () => {
    api()
      .get("/pulls/5")
      .reply(200, { ...answer, head: { ...answer.head, repo: null } });
    expect(await pulls.pushes(ofFork)).toBeUndefined();
  });
});

describe("asking for reviews", () => {
  const ask = (body: nock.RequestBodyMatcher) => api().post("/pulls/5/requested_reviewers", body);

  test("takes one request for the users and one for each team", async () => {
    ask({ reviewers: ["olga", "bob"] }).reply(201, {});
    ask({ team_reviewers: ["dba"] }).reply(201, {});
    ask({ team_reviewers: ["qa"] }).reply(422, { message: "Could not resolve to a node" });
    expect(
      await pulls.request(pull, { users: ["olga", "bob"], teams: ["acme/dba", "Acme/qa", "other/dba"] }),
    ).toEqual({
      refused: { users: [], teams: ["Acme/qa", "other/dba"] },
      remarks: [expect.stringContaining("Acme/qa"), expect.stringContaining("other/dba")],
    });
  });

  test("leaves out who cannot be asked", async () => {
    ask({ reviewers: ["olga", "bob"] }).reply(422, {});
    ask({ reviewers: ["olga"] }).reply(201, {});
    ask({ reviewers: ["bob"] }).reply(422, {});
    expect((await pulls.request(pull, { users: ["olga", "bob"], teams: [] })).refused).toEqual({
      users: ["bob"],
      teams: [],
    });
  });

  test("is withdrawn at once, and what is gone already is gone", async () => {
    api()
      .delete("/pulls/5/requested_reviewers", { reviewers: ["olga"], team_reviewers: ["dba"] })
      .reply(422, {});
    await pulls.withdraw(pull, { users: ["olga"], teams: ["acme/dba"] });
  });
});

describe("what a merged pull request landed on", () => {
  const merged = (commits: number) =>
    api()
      .get("/pulls/5")
      .reply(200, { ...answer, state: "closed", merged: true, merge_commit_sha: "m", commits });
  const commit = (sha: string, ...parents: string[]) =>
    api()
      .get(`/git/commits/${sha}`)
      .reply(200, { sha, parents: parents.map((parent) => ({ sha: parent })) });
  const belongs = (sha: string, ...numbers: number[]) =>
    api()
      .get(`/commits/${sha}/pulls?per_page=100`)
      .reply(
        200,
        numbers.map((number) => ({ number, merged_at: "2026-01-01T00:00:00Z" })),
      );

  test("by a merge commit is its first parent", async () => {
    merged(3);
    commit("m", "before", "h2");
    expect(await pulls.mergedOnto(pull)).toBe("before");
  });

  test("by a squash is its parent", async () => {
    merged(3);
    commit("m", "before");
    belongs("before", 4);
    expect(await pulls.mergedOnto(pull)).toBe("before");
  });

  test("by a rebase is what the first of its commits stands on", async () => {
    merged(2);
    commit("m", "r1");
    belongs("r1", 5);
    commit("r1", "before");
    belongs("before", 4);
    expect(await pulls.mergedOnto(pull)).toBe("before");
  });

  test("is not guessed where more commits claim it than it has", async () => {
    merged(1);
    commit("m", "r1");
    belongs("r1", 5);
    await expect(pulls.mergedOnto(pull)).rejects.toThrow("does not say");
  });
});
