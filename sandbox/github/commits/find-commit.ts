import type { Commit } from "../git/commit.ts";
import { Refusal } from "../http/refusal.ts";
import type { Repository } from "../repositories/repository.ts";

/** The commit that a branch, tag or SHA names, in the order in which GitHub tries them. */
export async function findCommit(repository: Repository, name: string): Promise<Commit> {
  for (const revision of [`refs/heads/${name}`, `refs/tags/${name}`, `refs/${name}`, name]) {
    const commit = await repository.git.commit(revision);
    if (commit) return commit;
  }
  throw new Refusal(422, `No commit found for SHA: ${name}`);
}
