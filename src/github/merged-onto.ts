import type { GitHubRepository } from "./client.ts";
import { listMerged } from "./merged-pulls.ts";

/**
 * The base branch's commit right before a pull request landed. A merge commit says so by its first parent; the others
 * by walking back over the commits that GitHub ascribes to the pull request: one of a squash, all of a rebase.
 */
export async function readMergedOnto(repository: GitHubRepository, number: number): Promise<string> {
  const { octokit, owner, repo } = repository;
  const { data } = await octokit.request("GET /repos/{owner}/{repo}/pulls/{pull_number}", {
    owner,
    repo,
    pull_number: number,
  });
  if (!data.merged || !data.merge_commit_sha) {
    throw new Error(`GitHub does not say how pull request #${number} was merged.`);
  }
  let commit = data.merge_commit_sha;
  for (let walked = 0; walked < data.commits; walked++) {
    const [parent, second] = await readParents(repository, commit);
    if (!parent) break;
    if (second || !(await listMerged(repository, parent)).includes(number)) return parent;
    commit = parent;
  }
  throw new Error(`GitHub does not say what pull request #${number} was merged onto.`);
}

async function readParents({ octokit, owner, repo }: GitHubRepository, commit: string): Promise<string[]> {
  const { data } = await octokit.request("GET /repos/{owner}/{repo}/git/commits/{commit_sha}", {
    owner,
    repo,
    commit_sha: commit,
  });
  return data.parents.map(({ sha }) => sha);
}
