import { compareTrees, type TreeEntry } from "../../core/migration/compare-trees.ts";
import type { ChangedFile, RepositoryFile } from "../../core/migration/migration.ts";
import { wantedPath } from "../../core/migration/select.ts";
import { isYaml } from "../../core/policy/edits-gate.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { Statistics } from "../../core/schema/known-statistics.ts";
import type { SecondOpinion } from "../../core/sql/second-opinion.ts";
import type { Repository } from "../ports/code-host.ts";
import { readFiles } from "../read-files.ts";
import { judgedTrees } from "./judged-trees.ts";
import { loadSecondOpinion } from "./load-second-opinion.ts";
import { readStatistics } from "./read-snapshot.ts";

/** What happened to the files that a judgement reads between two commits, and those that were there before. */
export interface RepositoryChange {
  changed: ChangedFile[];
  /** Left out where nothing changed: there is nothing to judge against it. Of the gate's files only those that change. */
  history: RepositoryFile[];
  actionFolders: readonly string[];
  /** The migrations that are there now, at the tip of the base branch; undefined = the same as in the history. */
  baseNow: RepositoryFile[] | undefined;
  secondOpinion: SecondOpinion | undefined;
  /** Left out where nothing changed, or the policy names no branch for it. */
  statistics: Statistics | undefined;
}

/** Between the commits of a pull request: where it left its base, its head, and the base's tip of today. */
export async function readChange(
  repository: Pick<Repository, "tip" | "tree" | "blob">,
  policy: Pick<Policy, "projects" | "gateFiles" | "statistics" | "environments">,
  { mergeBase, head, tip }: { mergeBase: string; head: string; tip: string },
): Promise<RepositoryChange> {
  const isMigration = wantedPath(policy);
  const { before, after, actionFolders } = await judgedTrees(repository, policy, {
    before: mergeBase,
    after: head,
  });
  // Of what the gate is made of the names count, and what workflows and actions say; others may be large.
  const read = <Entry extends TreeEntry>(entries: readonly Entry[]) =>
    readFiles(repository, entries, ({ path }) => isMigration(path) || isYaml(path));
  const changed = await read(compareTrees(before, after));
  const touched = new Set(changed.flatMap(({ path, previousPath }) => [path, previousPath]));
  const history = before.filter(({ path }) => isMigration(path) || touched.has(path));
  const migrations = before.filter(({ path }) => isMigration(path));
  const now = changed.length > 0 && tip !== mergeBase ? await repository.tree(tip, isMigration) : migrations;
  const hasMoved = compareTrees(migrations, now).length > 0;
  return {
    changed,
    actionFolders,
    history: await read(changed.length > 0 ? history : []),
    baseNow: hasMoved ? await read(now) : undefined,
    secondOpinion: await loadSecondOpinion(changed),
    statistics: changed.length > 0 ? await readStatistics(repository, policy) : undefined,
  };
}
