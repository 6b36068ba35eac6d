import { expect, test } from "vitest";
import type { Policy } from "../../core/policy/policy.ts";
import { memoryGit } from "../../testing/memory-git.ts";
import { judgedTrees } from "./judged-trees.ts";

const policy = {
  gateFiles: ["scripts/**"],
  projects: [
    { name: "demo", migrations: ["migrations/*.sql"], format: "auto", placeholders: {}, targets: [] },
  ],
} satisfies Pick<Policy, "projects" | "gateFiles">;

const workflow = "jobs: { a: { steps: [{ uses: ./tools/deploy }] } }";

async function pathsOf(before: Record<string, string>, after: Record<string, string>) {
  const git = memoryGit();
  const commit = (files: Record<string, string>) =>
    git.commit({
      files: new Map(Object.entries(files)),
      parents: [],
      author: undefined,
      committer: undefined,
      coAuthors: [],
    } as never);
  const trees = await judgedTrees(git.repository, policy, { before: commit(before), after: commit(after) });
  return [trees.before, trees.after].map((entries) => entries.map(({ path }) => path));
}

test("the migrations and what the gate is made of are read, and nothing else", async () => {
  const files = {
    "README.md": "",
    "migrations/V1.sql": "",
    ".github/x": "",
    CODEOWNERS: "",
    "scripts/a.sh": "",
    "src/a.ts": "",
  };
  const wanted = [".github/x", "CODEOWNERS", "migrations/V1.sql", "scripts/a.sh"];
  expect(await pathsOf(files, {})).toEqual([wanted, []]);
});

test("the folder of an action counts where a workflow runs it: before the change or after", async () => {
  const dist = { "tools/deploy/action.yml": "runs: {}", "tools/deploy/dist/index.js": "x" };
  const all = [".github/workflows/w.yml", "tools/deploy/action.yml", "tools/deploy/dist/index.js"];
  expect(await pathsOf({ ".github/workflows/w.yml": workflow, ...dist }, dist)).toEqual([all, all.slice(1)]);
  expect(await pathsOf(dist, { ".github/workflows/w.yml": workflow, ...dist })).toEqual([all.slice(1), all]);
  expect(await pathsOf(dist, dist)).toEqual([["tools/deploy/action.yml"], ["tools/deploy/action.yml"]]);
});
