import type { GitHubRepository } from "./client.ts";

/** https://docs.github.com/en/rest/commits/commits#list-pull-requests-associated-with-a-commit */
export async function listMerged(
  { octokit, owner, repo }: GitHubRepository,
  commit: string,
): Promise<number[]> {
  const pulls = await octokit.paginate("GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls", {
    owner,
    repo,
    commit_sha: commit,
    per_page: 100,
  });
  return pulls.filter(({ merged_at }) => merged_at !== null).map(({ number }) => number);
}
