import { compareTrees } from "../../core/migration/compare-trees.ts";
import type { ChangedFile, RepositoryFile } from "../../core/migration/migration.ts";
import { judgedPath } from "../../core/migration/select.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { Statistics } from "../../core/schema/known-statistics.ts";
import type { SecondOpinion } from "../../core/sql/second-opinion.ts";
import type { Repository } from "../ports/code-host.ts";
import { readFiles } from "../read-files.ts";
import { loadSecondOpinion } from "./load-second-opinion.ts";
import { readStatistics } from "./read-snapshot.ts";

/** What happened to the files that a judgement reads between two commits, and those that were there before. */
export interface RepositoryChange {
  changed: ChangedFile[];
  /** Left out where nothing changed: there is nothing to judge against it. */
  history: RepositoryFile[];
  /** What is there now, at the tip of the base branch; undefined = the same as in the history. */
  baseNow: RepositoryFile[] | undefined;
  secondOpinion: SecondOpinion | undefined;
  /** Left out where nothing changed, or the policy names no branch for it. */
  statistics: Statistics | undefined;
}

/** Between the commits of a pull request: where it left its base, its head, and the base's tip of today. */
export async function readChange(
  repository: Pick<Repository, "tip" | "tree" | "blob">,
  policy: Pick<Policy, "projects" | "statistics" | "environments">,
  { mergeBase, head, tip }: { mergeBase: string; head: string; tip: string },
): Promise<RepositoryChange> {
  const wanted = judgedPath(policy);
  const before = await repository.tree(mergeBase, wanted);
  const changed = await readFiles(repository, compareTrees(before, await repository.tree(head, wanted)));
  const now = changed.length > 0 && tip !== mergeBase ? await repository.tree(tip, wanted) : before;
  const hasMoved = compareTrees(before, now).length > 0;
  return {
    changed,
    history: await readFiles(repository, changed.length > 0 ? before : []),
    baseNow: hasMoved ? await readFiles(repository, now) : undefined,
    secondOpinion: await loadSecondOpinion(changed),
    statistics: changed.length > 0 ? await readStatistics(repository, policy) : undefined,
  };
}
