import type { BroughtCommit, FileVersion, Hands } from "../../core/approval/hands.ts";
import { findHands } from "../../core/approval/hands.ts";
import type { TreeEntry } from "../../core/migration/compare-trees.ts";
import type { JudgedChange } from "../../core/migration/digest.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { Commit, CommitComparison, PullRequest, Push, Repository } from "../ports/code-host.ts";

interface Asked {
  policy: Policy;
  /** What the pull request changes at its head. */
  now: readonly Pick<JudgedChange, "path" | "previousPath">[];
  comparison: CommitComparison;
  /** Moves of the head branch up to the head, oldest first. */
  pushes: readonly Push[];
}

/**
 * Whose work the judged files are: from every head that the branch ever had, and from GitHub's record of who moved it.
 * A head that GitHub no longer has may have brought anything: then nobody is known to have brought what is there.
 */
export async function readHands(
  repository: Pick<Repository, "compare" | "tree">,
  pull: Pick<PullRequest, "author" | "head">,
  { policy, now, comparison, pushes }: Asked,
): Promise<Hands> {
  const commits = await everyCommit(repository, comparison, pushes);
  const paths = new Set(now.flatMap(({ path, previousPath }) => [path, previousPath ?? []].flat()));
  const made = madeBy(repository, (path) => paths.has(path));
  const brought = await Promise.all(
    (commits ?? []).map(async (commit): Promise<BroughtCommit> => ({ ...commit, made: await made(commit) })),
  );
  return findHands({
    opener: pull.author,
    paths,
    commits: brought,
    head: pull.head.sha,
    record: pushes,
    bots: new Set((policy.approval.bots ?? []).map(({ id }) => id)),
    coAuthors: policy.approval.coAuthors,
  });
}

/** Of the head and of the heads before it; undefined = GitHub no longer has one of them. */
async function everyCommit(
  repository: Pick<Repository, "compare">,
  comparison: CommitComparison,
  pushes: readonly Push[],
): Promise<Commit[] | undefined> {
  const known = new Map((await comparison.commits()).map((commit) => [commit.sha, commit]));
  const tips = new Set(pushes.map(({ after }) => after));
  for (const tip of tips) {
    if (known.has(tip) || /^0+$/.test(tip)) continue;
    const old = await repository.compare(comparison.mergeBase, tip);
    if (!old) return undefined;
    for (const commit of await old.commits()) known.set(commit.sha, commit);
  }
  return [...known.values()];
}

/** What a commit has and none of its parents, of the judged files. */
function madeBy(repository: Pick<Repository, "tree">, wanted: (path: string) => boolean) {
  const read = async (commit: string) => blobsOf(await repository.tree(commit, wanted));
  return async ({ sha, parents }: Commit): Promise<FileVersion[]> => {
    const [after, ...before] = await Promise.all([sha, ...parents].map(read));
    const isNew = ({ path, blob }: FileVersion) => before.every((parent) => parent.get(path) !== blob);
    const present = [...(after ?? [])].map(([path, blob]) => ({ path, blob }));
    const removed = before
      .flatMap((parent) => [...parent.keys()])
      .filter((path) => !after?.has(path))
      .map((path) => ({ path, blob: undefined }));
    return [...present, ...removed].filter(isNew);
  };
}

/** The mode is part of what a file is: a link is no file. */
function blobsOf(entries: readonly TreeEntry[]): Map<string, string> {
  return new Map(entries.map(({ path, mode, blob }) => [path, `${mode} ${blob}`]));
}
