import type { TreeEntry } from "../core/migration/compare-trees.ts";
import type { Repository } from "../operations/ports/code-host.ts";
import { blobIdReader } from "./blob-ids.ts";
import { blobReader } from "./blobs.ts";
import { type GitHubRepository, hasStatus } from "./client.ts";
import { compareCommits } from "./compare-commits.ts";
import { readHistories } from "./histories.ts";
import type { ImmutableCache } from "./immutable-cache.ts";
import { listTree } from "./list-tree.ts";
import { type RecentlyAbsent, readOwnersFile, readOwnersSight, recentlyAbsent } from "./owners-file.ts";
import { searchCommit, searchId } from "./search-commit.ts";

/** Git objects by id. `cache` and `absent` may be shared by all repositories of a process. */
export function githubRepository(
  repository: GitHubRepository,
  cache: ImmutableCache,
  absent: RecentlyAbsent = recentlyAbsent(),
): Repository {
  const { owner, repo } = repository;
  const readBlob = blobReader(repository);
  const key = (...parts: string[]) => [owner, repo, ...parts].join("/");
  return {
    defaultBranch: async () => (await about(repository)).default_branch,
    async origin() {
      const { id, full_name: name } = await about(repository);
      return { repository: { id: String(id), name } };
    },
    tip: (branch) => readTip(repository, branch),
    async tree(commit, wanted) {
      const entries = await cache.get(key("tree", commit), sizeOfEntries, () => listTree(repository, commit));
      return entries.filter(({ path }) => wanted(path));
    },
    blobIds: blobIdReader(repository, cache),
    blob: (id) =>
      cache.get(
        key("blob", id),
        (bytes) => bytes.length,
        () => readBlob(id),
      ),
    search: (commit, search) =>
      cache.get(
        key("search", commit, searchId(search)),
        () => 50_000,
        () => searchCommit(repository, readBlob, commit, search),
      ),
    histories: (commits) => readHistories(repository, cache, (commit) => key("history", commit), commits),
    lastChange: (commit, path) => lastChange(repository, commit, path),
    ownersFiles: () => readOwnersSight(repository),
    ownersFile: (path) => readOwnersFile(repository, path, absent),
    async compare(base, head) {
      try {
        return await cache.get(
          key("compare", base, head),
          () => 20_000,
          () => compareCommits(repository, base, head),
        );
      } catch (error) {
        if (hasStatus(error, 404)) return undefined;
        throw error;
      }
    },
  };
}

const sizeOfEntries = (entries: readonly TreeEntry[]) => entries.length * 150;

async function readTip({ octokit, owner, repo }: GitHubRepository, branch: string) {
  try {
    // `heads/` names the branch even where a tag of the same name exists.
    const { data } = await octokit.request("GET /repos/{owner}/{repo}/git/ref/{ref}", {
      owner,
      repo,
      ref: `heads/${branch}`,
    });
    return data.object.sha;
  } catch (error) {
    if (hasStatus(error, 404)) return undefined;
    throw error;
  }
}

async function lastChange(
  { octokit, owner, repo }: GitHubRepository,
  commit: string,
  path: string,
): Promise<string | undefined> {
  const { data } = await octokit.request("GET /repos/{owner}/{repo}/commits", {
    ...{ owner, repo, sha: commit, path },
    per_page: 1,
  });
  return data[0]?.sha;
}

async function about({ octokit, owner, repo }: GitHubRepository) {
  const { data } = await octokit.request("GET /repos/{owner}/{repo}", { owner, repo });
  return data;
}
