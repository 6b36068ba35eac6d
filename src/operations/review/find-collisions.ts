import { compareTrees } from "../../core/migration/compare-trees.ts";
import { wantedPath } from "../../core/migration/select.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { type Overlap, overlapOf, type Touches, touchesOf } from "../../core/touches.ts";
import type { PullRequest, Repository } from "../ports/code-host.ts";
import { readFiles } from "../read-files.ts";

/** As much of an open pull request as a list of them says: the name of its base branch, the commit at its head. */
export type OpenPull = Pick<PullRequest, "number" | "url"> & { base: string; head: string };

export interface Collision extends Overlap {
  number: number;
  url: string;
}

/** Of the newest others. All that is read of them stands under a git id, and was read for their own judgement. */
const most = 50;

/** Other open pull requests into the same branch that touch the same tables, or bring the same version. */
export async function findCollisions(
  repository: Pick<Repository, "compare" | "tree" | "blob">,
  policy: Pick<Policy, "projects">,
  pull: Pick<PullRequest, "number" | "base" | "head">,
  others: readonly OpenPull[],
): Promise<Collision[]> {
  const ours = await readTouches(repository, policy, pull.base.sha, pull.head.sha);
  const collisions: Collision[] = [];
  const newest = others.toSorted((a, b) => b.number - a.number).slice(0, most);
  for (const { number, url, head } of newest) {
    if (number === pull.number) continue;
    const overlap = overlapOf(ours, await readTouches(repository, policy, pull.base.sha, head));
    if (overlap.tables.length + overlap.versions.length > 0) collisions.push({ number, url, ...overlap });
  }
  return collisions;
}

async function readTouches(
  repository: Pick<Repository, "compare" | "tree" | "blob">,
  policy: Pick<Policy, "projects">,
  base: string,
  head: string,
): Promise<Touches> {
  const comparison = await repository.compare(base, head);
  if (!comparison) return { tables: new Set(), versions: [] };
  const wanted = wantedPath(policy);
  const before = await repository.tree(comparison.mergeBase, wanted);
  const changes = compareTrees(before, await repository.tree(head, wanted));
  const brought = changes.filter(({ kind }) => kind !== "deleted");
  return touchesOf(policy, await readFiles(repository, brought));
}
