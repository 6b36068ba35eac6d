import { createHash } from "node:crypto";
import type { TreeEntry } from "../core/migration/compare-trees.ts";
import type { Repository } from "../operations/ports.ts";
import { type GitHubRepository, hasStatus } from "./client.ts";
import { compareCommits } from "./compare-commits.ts";
import type { ImmutableCache } from "./immutable-cache.ts";
import { listTree } from "./list-tree.ts";

/** Git objects by id. `cache` may be shared by all repositories of a process. */
export function githubRepository(repository: GitHubRepository, cache: ImmutableCache): Repository {
  const { octokit, owner, repo } = repository;
  const key = (...parts: string[]) => [owner, repo, ...parts].join("/");
  return {
    async defaultBranch() {
      const { data } = await octokit.request("GET /repos/{owner}/{repo}", { owner, repo });
      return data.default_branch;
    },
    async tip(branch) {
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
    },
    async tree(commit, wanted) {
      const entries = await cache.get(key("tree", commit), sizeOfEntries, () => listTree(repository, commit));
      return entries.filter(({ path }) => wanted(path));
    },
    blob: (id) =>
      cache.get(
        key("blob", id),
        (bytes) => bytes.length,
        () => readBlob(repository, id),
      ),
    async lastChange(commit, path) {
      const { data } = await octokit.request("GET /repos/{owner}/{repo}/commits", {
        owner,
        repo,
        sha: commit,
        path,
        per_page: 1,
      });
      return data[0]?.sha;
    },
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

async function readBlob({ octokit, owner, repo }: GitHubRepository, id: string): Promise<Uint8Array> {
  const { data } = await octokit.request("GET /repos/{owner}/{repo}/git/blobs/{file_sha}", {
    owner,
    repo,
    file_sha: id,
  });
  const bytes = Buffer.from(data.content, data.encoding === "base64" ? "base64" : "utf8");
  if (gitBlobId(bytes, id.length) !== id) {
    throw new Error(`GitHub answered blob ${id} with bytes that are not its own.`);
  }
  return bytes;
}

/** https://git-scm.com/book/en/v2/Git-Internals-Git-Objects; ids of 64 digits are those of a SHA-256 repository. */
function gitBlobId(bytes: Uint8Array, digits: number): string {
  return createHash(digits === 64 ? "sha256" : "sha1")
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest("hex");
}
