import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SandboxGitHub, startGitHub } from "../server.ts";
import { clientWithToken } from "../testing-client.ts";

const shop = { owner: "acme", repo: "shop" };
let github: SandboxGitHub;
let directory: string;

beforeAll(async () => {
  github = await startGitHub();
  for (const login of ["ada", "bob"]) github.createUser(login);
  github.createOrganisation("acme", { owners: ["bob"] });
  const files = { "a.sql": "one\ntwo\nthree\nfour\nfive\nsix\n", "b.sql": "b\n" };
  ({ directory } = await github.createRepository({ owner: "acme", name: "shop", files }));
  github.grant("acme/shop", "ada", "write");
});

afterAll(() => github.stop());

function git(...args: string[]): string {
  return execFileSync("git", ["--git-dir", directory, ...args], { encoding: "utf8" }).trim();
}

function bob() {
  return clientWithToken(github, github.tokenOf("bob")).rest;
}

async function open(head: string): Promise<number> {
  const ada = clientWithToken(github, github.tokenOf("ada"));
  return (await ada.rest.pulls.create({ ...shop, title: `Change ${head}`, head, base: "main" })).data.number;
}

function push(branch: string, message: string, files: Record<string, string | null>, author?: string) {
  return github.push("acme/shop", { branch, actor: "ada", message, files, ...(author ? { author } : {}) });
}

describe("merging", () => {
  it("by merge keeps both histories and joins what both sides changed in one file", async () => {
    await push("one", "First line", { "a.sql": "ONE\ntwo\nthree\nfour\nfive\nsix\n" });
    const number = await open("one");
    await push("main", "Last line", { "a.sql": "one\ntwo\nthree\nfour\nfive\nSIX\n" });
    const { data } = await bob().pulls.merge({ ...shop, pull_number: number });
    expect(git("rev-parse", "main")).toBe(data.sha);
    expect(git("show", "main:a.sql")).toBe("ONE\ntwo\nthree\nfour\nfive\nSIX");
    expect(git("log", "-1", "--format=%s %an %cn %p", "main")).toMatch(
      /^Merge pull request #1 from acme\/one bob GitHub \w+ \w+$/,
    );
  });

  it("by squash makes one commit of the author's and names the others", async () => {
    await push("two", "Two", { "two.sql": "2\n" });
    await push("two", "Two more", { "two.sql": "2\n2\n" }, "bob");
    const number = await open("two");
    const before = git("rev-parse", "main");
    await bob().pulls.merge({ ...shop, pull_number: number, merge_method: "squash" });
    expect(git("log", "-1", "--format=%P", "main")).toBe(before);
    expect(git("log", "-1", "--format=%an", "main")).toBe("ada");
    expect(git("log", "-1", "--format=%B", "main")).toMatch(/^Change two \(#2\)[\s\S]*Co-authored-by: bob </);
    const commits = await bob().pulls.listCommits({ ...shop, pull_number: number });
    expect(commits.data.map(({ commit }) => commit.message)).toEqual(["Two", "Two more"]);
  });

  it("by rebase replays each commit, with its author, on the base", async () => {
    await push("three", "Three", { "three.sql": "3\n" });
    await push("three", "Three more", { "three.sql": "33\n", "b.sql": null });
    const number = await open("three");
    await push("main", "Meanwhile", { "other.sql": "o\n" });
    const before = git("rev-parse", "main");
    const { data } = await bob().pulls.merge({ ...shop, pull_number: number, merge_method: "rebase" });
    expect(git("log", "--reverse", "--format=%s %an %cn", `${before}..main`)).toBe(
      "Three ada bob\nThree more ada bob",
    );
    expect(git("ls-tree", "--name-only", "main").split("\n")).toEqual([
      "a.sql",
      "other.sql",
      "three.sql",
      "two.sql",
    ]);
    for (const sha of [data.sha, git("rev-parse", "main^")]) {
      const found = await bob().repos.listPullRequestsAssociatedWithCommit({ ...shop, commit_sha: sha });
      expect(found.data.map((pull) => pull.number)).toEqual([number]);
    }
  });

  it("is refused for a conflict, a draft and a head that has moved", async () => {
    await push("four", "Four", { "a.sql": "another first line\n" });
    await push("main", "Clash", { "a.sql": "yet another\n" });
    const number = await open("four");
    const { data: pull } = await bob().pulls.get({ ...shop, pull_number: number });
    expect(pull).toMatchObject({ mergeable: false, mergeable_state: "dirty" });
    await expect(bob().pulls.merge({ ...shop, pull_number: number })).rejects.toMatchObject({ status: 405 });
    await push("five", "Five", { "five.sql": "5\n" });
    const ada = clientWithToken(github, github.tokenOf("ada")).rest;
    const { data: draft } = await ada.pulls.create({
      ...shop,
      title: "Five",
      head: "five",
      base: "main",
      draft: true,
    });
    await expect(bob().pulls.merge({ ...shop, pull_number: draft.number })).rejects.toMatchObject({
      status: 405,
    });
    await push("six", "Six", { "six.sql": "6\n" });
    const moved = bob().pulls.merge({ ...shop, pull_number: await open("six"), sha: pull.head.sha });
    await expect(moved).rejects.toMatchObject({ status: 409 });
  });

  it("is refused to whoever may only read", async () => {
    github.createUser("rita");
    github.grant("acme/shop", "rita", "read");
    const rita = clientWithToken(github, github.tokenOf("rita")).rest;
    await expect(rita.pulls.merge({ ...shop, pull_number: 4 })).rejects.toMatchObject({ status: 403 });
  });

  it("brings in a fork's commits too", async () => {
    github.createUser("fred");
    github.grant("acme/shop", "fred", "read");
    const fork = await github.fork("acme/shop", "fred");
    await github.push(fork, {
      branch: "theirs",
      actor: "fred",
      message: "Theirs",
      files: { "fork.sql": "f\n" },
    });
    const fred = clientWithToken(github, github.tokenOf("fred")).rest;
    const { data } = await fred.pulls.create({ ...shop, title: "Theirs", head: "fred:theirs", base: "main" });
    expect(data.head.repo?.full_name).toBe("fred/shop");
    await github.push(fork, {
      branch: "theirs",
      actor: "fred",
      message: "More",
      files: { "fork.sql": "ff\n" },
    });
    await bob().pulls.merge({ ...shop, pull_number: data.number });
    expect(git("show", "main:fork.sql")).toBe("ff");
  });
});

describe("a review's commit", () => {
  const review = async (number: number) => {
    const { data } = await bob().pulls.createReview({ ...shop, pull_number: number, event: "APPROVE" });
    return async () =>
      (await bob().pulls.getReview({ ...shop, pull_number: number, review_id: data.id })).data.commit_id;
  };

  it("moves to a new head that changes nothing, and only to such", async () => {
    const first = await push("seven", "Seven", { "seven.sql": "7\n" });
    const number = await open("seven");
    const commitOf = await review(number);
    await push("main", "Elsewhere", { "elsewhere.sql": "e\n" });
    await bob().pulls.updateBranch({ ...shop, pull_number: number });
    const updated = git("rev-parse", "seven");
    expect(updated).not.toBe(first);
    expect(await commitOf()).toBe(updated);
    await push("seven", "Seven again", { "seven.sql": "77\n" });
    expect(await commitOf()).toBe(updated);
  });
});
