import nock from "nock";
import { Probot } from "probot";
import { beforeEach, describe, expect, test } from "vitest";
import { listen, type Reconciler } from "./app.ts";

let asked: string[];
let probot: Probot;

const note = (...words: unknown[]) => {
  asked.push(words.map((word) => (typeof word === "string" ? word : JSON.stringify(word))).join(" "));
  return Promise.resolve();
};

const reconciler: Reconciler = {
  pull: ({ owner, repo }, number, occasion) => note(`${owner}/${repo}#${number}`, occasion),
  recheck: ({ owner, repo }, by) => note(`${owner}/${repo}`, "recheck", by),
  openPulls: ({ owner, repo }, base, occasion) =>
    note(`${owner}/${repo}`, "open", base, ...(occasion ? [occasion] : [])),
  statisticsMoved: ({ owner, repo }, { branch }) => note(`${owner}/${repo}`, "sizes", branch),
  baseMoved: async (_, branch, { from, touches }) => {
    if (touches((path) => path.startsWith("migrations/"))) await note("moved", branch, from);
  },
  forgetFloor: (owner) => void note(owner, "floor"),
  pullsOfHead: ({ owner, repo }, head, occasion) => note(`${owner}/${repo}`, head, occasion),
};

beforeEach(async () => {
  asked = [];
  probot = new Probot({ githubToken: "none", logLevel: "silent" as "fatal" });
  await probot.ready();
  listen(probot, reconciler, { login: "tollgate[bot]" });
});

const place = { repository: { name: "shop", owner: { login: "acme" } }, sender: { login: "ada" } };
const receive = (name: string, payload: object) =>
  probot.receive({ id: "1", name, payload: { ...place, ...payload } } as unknown as Parameters<
    Probot["receive"]
  >[0]);

const policyMoved = "acme/shop open main";
const sizesMoved = "acme/shop sizes main";
const pull_request = { number: 5, head: { sha: "abc" } };

describe("events", () => {
  test.each([
    "opened",
    "reopened",
    "synchronize",
    "edited",
    "labeled",
    "unlabeled",
    "ready_for_review",
    "closed",
  ])("pull_request.%s is about its pull request", async (action) => {
    const head = { head: { sha: "abc" }, updated_at: "2026-01-01T00:00:00Z" };
    await receive("pull_request", { action, pull_request: { ...pull_request, ...head } });
    const isHead = ["opened", "reopened", "synchronize"].includes(action);
    const seen = isHead ? '{"seen":{"heads":[{"sha":"abc","at":1767225600000}]}}' : "{}";
    expect(asked).toEqual([`acme/shop#5 ${seen}`]);
  });

  test.each(["review_requested", "assigned"])("pull_request.%s is no news", async (action) => {
    await receive("pull_request", { action, pull_request });
    expect(asked).toEqual([]);
  });

  test("a review that arrives is of the commit that GitHub names with it, whatever the head is by now", async () => {
    await receive("pull_request_review", {
      action: "submitted",
      review: { id: 9, commit_id: "abc" },
      pull_request,
    });
    await receive("pull_request_review", {
      action: "submitted",
      review: { id: 10, commit_id: "old" },
      pull_request,
    });
    await receive("pull_request_review", {
      action: "dismissed",
      review: { id: 9, commit_id: "abc" },
      pull_request,
    });
    expect(asked).toEqual([
      'acme/shop#5 {"seen":{"sightings":[{"review":9,"commit":"abc"}]}}',
      'acme/shop#5 {"seen":{"sightings":[{"review":10,"commit":"old"}]}}',
      'acme/shop#5 {"contradicts":true}',
    ]);
  });

  test("what the bot does itself is no news", async () => {
    await receive("pull_request", { action: "labeled", pull_request, sender: { login: "tollgate[bot]" } });
    expect(asked).toEqual([]);
  });

  test.each([
    ["/tollgate recheck", 1],
    ["/tollgate recheck\r\nplease", 1],
    ["please /tollgate recheck", 0],
    ["/tollgate recheckall", 0],
  ])("the comment %j", async (body, times) => {
    await receive("issue_comment", {
      action: "created",
      issue: { number: 5, pull_request: {} },
      comment: { id: 9, body, user: { login: "ada" } },
    });
    await receive("issue_comment", { action: "created", issue: { number: 5 }, comment: { body } });
    expect(asked).toEqual(Array(times).fill('acme/shop recheck {"pull":5,"comment":9,"login":"ada"}'));
  });

  test.each([
    ["that changes the policy", { commits: [{ modified: [".github/tollgate.yml"] }] }, [policyMoved]],
    ["that deletes it", { commits: [{ removed: [".github/tollgate.yml"] }] }, [policyMoved]],
    ["of what may be sizes", { commits: [{ added: ["prod.json"] }] }, [sizesMoved]],
    ["by force", { forced: true, commits: [] }, [policyMoved, sizesMoved]],
    ["of anything else", { commits: [{ added: ["a.sql", "data/prod.json"] }] }, []],
    ["that deletes the branch", { deleted: true, forced: true, commits: [] }, []],
    ["of a tag", { ref: "refs/tags/v1", forced: true, commits: [] }, []],
  ])("a push %s", async (_, payload, reached) => {
    await receive("push", { ref: "refs/heads/main", forced: false, deleted: false, ...payload });
    expect(asked).toEqual(reached);
  });

  test.each([
    ["that changes the floor", {}, ["acme floor", 'acme/shop open  {"contradicts":true}']],
    ["of anything else", { commits: [{ modified: ["README.md"] }] }, []],
    ["of another branch", { ref: "refs/heads/draft" }, []],
    [
      "of another repository's file of that name",
      { repository: { ...place.repository, default_branch: "main" } },
      [],
    ],
  ])("a push to the owner's .github %s", async (_, payload, reached) => {
    nock("https://api.github.com")
      .get("/installation/repositories?per_page=100")
      .reply(200, {
        total_count: 1,
        repositories: [{ name: "shop", owner: { login: "acme" }, archived: false }],
      });
    await receive("push", {
      ref: "refs/heads/main",
      forced: false,
      deleted: false,
      commits: [{ modified: ["tollgate.yml"] }],
      repository: { name: ".github", owner: { login: "acme" }, default_branch: "main" },
      ...payload,
    });
    expect(asked).toEqual(reached);
    nock.cleanAll();
  });

  test("a push of migrations reaches the open pull requests into that branch", async () => {
    const push = { ref: "refs/heads/main", before: "abc", forced: false, deleted: false };
    await receive("push", { ...push, commits: [{ added: ["migrations/V2__a.sql"] }] });
    await receive("push", { ...push, commits: [{ added: ["src/a.ts"] }] });
    expect(asked).toEqual(["moved main abc"]);
  });

  test("a check that is asked for again is written again", async () => {
    await receive("check_run", { action: "rerequested", check_run: { head_sha: "abc" } });
    await receive("check_suite", { action: "rerequested", check_suite: { head_sha: "abc" } });
    expect(asked).toEqual(Array(2).fill('acme/shop abc {"again":true}'));
  });
});
