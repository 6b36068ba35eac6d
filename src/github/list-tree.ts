import type { TreeEntry } from "../core/migration/compare-trees.ts";
import type { GitHubRepository } from "./client.ts";

/**
 * Every file of a tree, in path order. GitHub cuts a recursive listing at 100,000 entries or 7 MB; then the subtrees are
 * listed one by one. https://docs.github.com/en/rest/git/trees#get-a-tree
 */
export async function listTree(repository: GitHubRepository, tree: string): Promise<TreeEntry[]> {
  const entries = await walk(repository, tree, "");
  return entries.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

async function walk(repository: GitHubRepository, tree: string, prefix: string): Promise<TreeEntry[]> {
  const whole = await readTree(repository, tree, true);
  if (!whole.truncated) return whole.tree.flatMap((entry) => fileOf(entry, prefix));
  const level = await readTree(repository, tree, false);
  if (level.truncated) {
    throw new Error(`GitHub cannot list the folder ${prefix || "/"} whole: it holds too many entries.`);
  }
  const files: TreeEntry[] = [];
  for (const entry of level.tree) {
    if (entry.type === "tree") files.push(...(await walk(repository, entry.sha, `${prefix}${entry.path}/`)));
    else files.push(...fileOf(entry, prefix));
  }
  return files;
}

async function readTree({ octokit, owner, repo }: GitHubRepository, tree: string, recursive: boolean) {
  const { data } = await octokit.request("GET /repos/{owner}/{repo}/git/trees/{tree_sha}", {
    owner,
    repo,
    tree_sha: tree,
    ...(recursive && { recursive: "1" }),
  });
  return data;
}

/** Submodules (`commit`) stay in the list: their mode refuses them where they are wanted. */
function fileOf(
  { path, mode, type, sha, size }: { path: string; mode: string; type: string; sha: string; size?: number },
  prefix: string,
): TreeEntry[] {
  if (type === "tree") return [];
  return [{ path: prefix + path, mode, blob: sha, ...(size !== undefined && { size }) }];
}
