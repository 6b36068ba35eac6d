import { compareTrees } from "../core/migration/compare-trees.ts";
import type { ChangedFile, RepositoryFile } from "../core/migration/migration.ts";
import { judgedPath } from "../core/migration/select.ts";
import type { Policy } from "../core/policy/policy.ts";
import type { SecondOpinion } from "../core/sql/second-opinion.ts";
import { loadSecondOpinion } from "./load-second-opinion.ts";
import type { Repository } from "./ports.ts";
import { readFiles } from "./read-files.ts";

/** What happened to the files that a judgement reads between two commits, and those that were there before. */
export interface RepositoryChange {
  changed: ChangedFile[];
  /** Left out where nothing changed: there is nothing to judge against it. */
  history: RepositoryFile[];
  secondOpinion: SecondOpinion | undefined;
}

export async function readChange(
  repository: Pick<Repository, "tree" | "blob">,
  policy: Pick<Policy, "projects">,
  from: string,
  to: string,
): Promise<RepositoryChange> {
  const wanted = judgedPath(policy);
  const before = await repository.tree(from, wanted);
  const changed = await readFiles(repository, compareTrees(before, await repository.tree(to, wanted)));
  const history = await readFiles(repository, changed.length > 0 ? before : []);
  return { changed, history, secondOpinion: await loadSecondOpinion(changed) };
}
