import type { TreeEntry } from "../../core/migration/compare-trees.ts";
import { gatePath, wantedPath } from "../../core/migration/select.ts";
import { isYaml, mayEditGate } from "../../core/policy/edits-gate.ts";
import { isActionFile, usedActionFolders } from "../../core/policy/local-actions.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { Repository } from "../ports/code-host.ts";
import { readFiles } from "../read-files.ts";

/** Two commits as far as a judgement reads them: the migrations, and what the gate is made of, by either commit. */
export interface JudgedTrees {
  before: TreeEntry[];
  after: TreeEntry[];
  /** Of the actions that workflows run from the repository itself. */
  actionFolders: readonly string[];
}

type Trees = Pick<Repository, "tree" | "blob">;

export async function judgedTrees(
  repository: Trees,
  policy: Pick<Policy, "projects" | "gateFiles">,
  { before, after }: { before: string; after: string },
): Promise<JudgedTrees> {
  const actionFolders = await findActionFolders(repository, [before, after]);
  const wanted = judgedPath(policy, actionFolders);
  return {
    before: await repository.tree(before, wanted),
    after: await repository.tree(after, wanted),
    actionFolders,
  };
}

/** Which files a judgement reads. */
export function judgedPath(
  policy: Pick<Policy, "projects" | "gateFiles">,
  actionFolders: readonly string[],
): (path: string) => boolean {
  const [isMigration, isOfGate] = [wantedPath(policy), gatePath(policy, actionFolders)];
  return (path) => isMigration(path) || isOfGate(path);
}

/** Workflows are read only where there is an action outside of `.github/` that they could run. */
async function findActionFolders(repository: Trees, commits: readonly string[]): Promise<string[]> {
  const wanted = (path: string) =>
    isActionFile(path) || (mayEditGate(path) && path.startsWith(".github/") && isYaml(path));
  const listed = await Promise.all(commits.map((commit) => repository.tree(commit, wanted)));
  const entries = [...new Map(listed.flat().map((entry) => [`${entry.blob} ${entry.path}`, entry])).values()];
  if (!entries.some(({ path }) => !path.startsWith(".github/"))) return [];
  const files = await readFiles(repository, entries);
  return usedActionFolders(
    files.map(({ path, content }) => ({ path, text: new TextDecoder().decode(content) })),
  );
}
