import type { Commit } from "../git/commit.ts";
import type { FileDiff } from "../git/diff.ts";
import type { Pull, Repository } from "../repositories/repository.ts";

/** Where the pull request's own commits begin: the base as it was at the merge, or as it is now. */
async function startOf(repository: Repository, pull: Pull): Promise<string> {
  const base = pull.mergedAt === null ? `refs/heads/${pull.base.ref}` : pull.base.sha;
  const tip = await repository.git.commit(base);
  return (await repository.git.mergeBase(tip?.sha ?? pull.base.sha, pull.head.sha)) ?? pull.base.sha;
}

/** What the pull request changes, from the merge base to its head. */
export async function pullFiles(repository: Repository, pull: Pull): Promise<FileDiff[]> {
  return repository.git.diff(await startOf(repository, pull), pull.head.sha);
}

/** Oldest first, as GitHub lists them. */
export async function pullCommits(repository: Repository, pull: Pull): Promise<Commit[]> {
  const commits = await repository.git.log({ from: await startOf(repository, pull), to: pull.head.sha });
  return commits.toReversed();
}
