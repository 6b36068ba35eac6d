import { expect, test } from "vitest";
import type { Person } from "./approval.ts";
import { type BroughtCommit, findHands, type HandsInput } from "./hands.ts";

const person = (id: number, login: string, bot = false): Person => ({ id, login, bot });
const dev = person(1, "dev");
const dba = person(2, "dba");
const mate = person(3, "mate");
const robot = person(9, "github-actions[bot]", true);
const renovate = person(10, "renovate[bot]", true);

const sql = "migrations/V1__a.sql";
const commit = (sha: string, parent: string, more: Partial<BroughtCommit> = {}): BroughtCommit => ({
  sha,
  parents: [parent],
  author: dev,
  committer: dev,
  coAuthors: [],
  signedByGitHub: false,
  made: [{ path: sql, blob: `blob of ${sha}` }],
  ...more,
});
const push = (after: string, actor: Person | undefined, at = "2026-12-01T10:00:00Z") => ({
  after,
  at,
  actor,
});

function hands(input: Partial<HandsInput>) {
  const base: HandsInput = {
    opener: dev,
    paths: new Set([sql]),
    commits: [commit("a", "main")],
    head: "a",
    record: [push("a", dev)],
    bots: new Set(),
    coAuthors: "all",
  };
  const found = findHands({ ...base, ...input });
  return { who: found.excluded.map(({ login, why }) => `${login} ${why}`), unproven: found.unproven, found };
}

test("one who opened, wrote and pushed is named once", () => {
  expect(hands({})).toMatchObject({ who: ["dev opened the pull request"], unproven: [] });
});

test("a push of other files, an update of the branch and a rebase bring no version", () => {
  const readme = commit("b", "a", { author: dba, committer: dba, made: [{ path: "README.md", blob: "r" }] });
  expect(
    hands({ commits: [commit("a", "main"), readme], head: "b", record: [push("a", dev), push("b", dba)] }),
  ).toMatchObject({
    who: ["dev opened the pull request"],
  });
  const update = commit("m", "a", { parents: ["a", "main2"], author: dba, committer: dba, made: [] });
  expect(
    hands({ commits: [commit("a", "main"), update], head: "m", record: [push("a", dev), push("m", dba)] }),
  ).toMatchObject({
    who: ["dev opened the pull request"],
  });
  const rebased = commit("a2", "main2", { committer: mate, made: [{ path: sql, blob: "blob of a" }] });
  expect(
    hands({
      commits: [commit("a", "main"), rebased],
      head: "a2",
      record: [push("a", dev), push("a2", mate)],
    }),
  ).toMatchObject({
    who: ["dev opened the pull request"],
    unproven: [],
  });
});

test("whoever writes, commits, or brings a version has a hand in it, also one that a forced push took away", () => {
  const his = commit("b", "a", { author: dba, committer: mate });
  const both = { commits: [commit("a", "main"), his], head: "b", record: [push("a", dev), push("b", dba)] };
  expect(hands(both).who).toEqual([
    "dev opened the pull request",
    "dba is the author of a commit",
    "mate is the committer of a commit",
  ]);
  expect(hands({ ...both, head: "a", record: [...both.record, push("a", dev)] }).who).toContain(
    "dba is the author of a commit",
  );
});

test("a merge that settles a conflict in a migration is a version of its own", () => {
  const merge = commit("m", "a", { parents: ["a", "main2"], author: dba, committer: dba });
  expect(
    hands({ commits: [commit("a", "main"), merge], head: "m", record: [push("a", dev), push("m", dba)] }).who,
  ).toContain("dba is the author of a commit");
});

test("who pushed under another's name is found by GitHub's record", () => {
  expect(hands({ record: [push("a", dba)] }).who).toContain("dba pushed a commit");
});

test("GitHub commits for whoever is signed in: only the author counts", () => {
  const web = commit("a", "main", { committer: person(19864447, "web-flow"), signedByGitHub: true });
  expect(hands({ commits: [web] }).who).toEqual(["dev opened the pull request"]);
});

test("a version that a bot brought first is nobody's, and stays so", () => {
  expect(hands({ record: [push("a", robot)] }).unproven).toEqual([sql]);
  const rebased = commit("a2", "main2", { committer: mate, made: [{ path: sql, blob: "blob of a" }] });
  expect(
    hands({
      commits: [commit("a", "main"), rebased],
      head: "a2",
      record: [push("a", robot), push("a2", mate)],
    }).unproven,
  ).toEqual([sql]);
  const fixed = commit("b", "a", { made: [{ path: sql, blob: "of dev" }] });
  expect(
    hands({
      commits: [commit("x", "main"), commit("b", "main", fixed)],
      head: "b",
      record: [push("x", robot), push("b", dev)],
    }).unproven,
  ).toEqual([]);
});

test("no push that led to it, one without an account, and no commit at all are nobody's too", () => {
  expect(hands({ record: [] }).unproven).toEqual([sql]);
  expect(hands({ record: [push("a", undefined)] }).unproven).toEqual([sql]);
  expect(hands({ commits: [] }).unproven).toEqual([sql]);
});

test("a listed bot answers for its own commits where GitHub signed them", () => {
  const bots = new Set([renovate.id]);
  const own = commit("a", "main", { author: renovate, committer: renovate, signedByGitHub: true });
  const record = [push("a", renovate)];
  expect(hands({ commits: [own], record, bots }).unproven).toEqual([]);
  expect(hands({ commits: [own], record }).unproven).toEqual([sql]);
  expect(hands({ commits: [{ ...own, signedByGitHub: false }], record, bots }).unproven).toEqual([sql]);
  expect(hands({ commits: [{ ...own, author: dev }], record, bots }).unproven).toEqual([sql]);
});

test("trailers may be left out where GitHub did not sign them", () => {
  const coAuthors = [{ id: undefined, login: "dba" }];
  const named = { commits: [commit("a", "main", { coAuthors })] };
  expect(hands(named).who).toContain("dba is a co-author of a commit");
  expect(hands({ ...named, coAuthors: "signed" }).who).not.toContain("dba is a co-author of a commit");
});

test("commits that made a version, and since when the branch holds them", () => {
  const readme = commit("r", "main", { made: [{ path: "README.md", blob: "r" }] });
  const { found } = hands({
    commits: [readme, commit("a", "r")],
    record: [push("r", mate, "2026-12-01T09:00:00Z"), push("a", dev)],
  });
  expect([...found.made]).toEqual([["a", "2026-12-01T10:00:00Z"]]);
});
