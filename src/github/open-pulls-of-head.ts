import type { GitHubRepository } from "./client.ts";

/** Numbers of the open pull requests whose head is this commit, forks' among them. */
export async function openPullsOfHead(
  { octokit, owner, repo }: GitHubRepository,
  head: string,
): Promise<number[]> {
  const pulls = await octokit.paginate("GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls", {
    owner,
    repo,
    commit_sha: head,
    per_page: 100,
  });
  return pulls.filter((pull) => pull.state === "open" && pull.head.sha === head).map(({ number }) => number);
}
