import { Octokit } from "octokit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type SandboxGitHub, startGitHub } from "../../sandbox/github/server.ts";
import { githubBranchWriter } from "../../src/github/branch-writer.ts";
import { immutableCache } from "../../src/github/immutable-cache.ts";
import { githubRepository } from "../../src/github/repository.ts";

let github: SandboxGitHub;
let place: { octokit: Octokit; owner: string; repo: string };

beforeAll(async () => {
  github = await startGitHub();
  github.createUser("acme");
  await github.createRepository({ owner: "acme", name: "shop", files: { "README.md": "Shop" } });
  const auth = github.issueWorkflowToken({ repository: "acme/shop", permissions: { contents: "write" } });
  const off = { throttle: { enabled: false }, retry: { enabled: false } } as const;
  place = { octokit: new Octokit({ auth, baseUrl: github.url, ...off }), owner: "acme", repo: "shop" };
});

afterAll(() => github.stop());

const commit = (parent: string | undefined, path: string, text: string) =>
  githubBranchWriter(place).commit("numbers", { parent, path, text, message: `${path} of ${text}` });
const tip = () => githubRepository(place, immutableCache(1000)).tip("numbers");

async function files() {
  const sha = (await tip()) as string;
  const paths = await github.listFiles("acme/shop", sha);
  return Object.fromEntries(
    await Promise.all(
      paths.map(async (path) => [path, String(await github.readFile("acme/shop", sha, path))]),
    ),
  );
}

test("begins the branch with nothing else on it, and goes on from where it stands", async () => {
  expect(await commit(undefined, "prod.json", "1 ü\n")).toBe(true);
  expect(await files()).toEqual({ "prod.json": "1 ü\n" });
  expect(await commit(await tip(), "test.json", "2")).toBe(true);
  expect(await commit(await tip(), "prod.json", "3")).toBe(true);
  expect(await files()).toEqual({ "prod.json": "3", "test.json": "2" });
});

test("writes over nobody: a branch that has moved, or is there by now, stays as it is", async () => {
  const before = await tip();
  expect(await commit(before, "prod.json", "4")).toBe(true);
  const moved = await tip();
  expect(await commit(before, "prod.json", "5")).toBe(false);
  expect(await commit(undefined, "prod.json", "6")).toBe(false);
  expect(await tip()).toBe(moved);
});

test("what GitHub refuses for another reason is told", async () => {
  const at = await tip();
  github.fail({ operation: "PATCH /repos/{owner}/{repo}/git/refs/{ref}", status: 422 });
  await expect(commit(at, "prod.json", "7")).rejects.toMatchObject({ status: 422 });
  const auth = github.issueWorkflowToken({ repository: "acme/shop", permissions: { contents: "read" } });
  const reader = {
    ...place,
    octokit: new Octokit({ auth, baseUrl: github.url, throttle: { enabled: false } }),
  };
  const denied = githubBranchWriter(reader).commit("numbers", {
    parent: at,
    path: "a",
    text: "",
    message: "m",
  });
  await expect(denied).rejects.toMatchObject({ status: 403 });
});
