import { type GitHubRepository, hasStatus } from "./client.ts";

/**
 * The account that may push to the repository under this login; undefined = it may not. A role of one's own making stands
 * for the role that it builds on, and `maintain` is told as `write`.
 * https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user
 */
export async function findWriter(
  { octokit, owner, repo }: GitHubRepository,
  username: string,
): Promise<{ id: number | bigint | undefined } | undefined> {
  try {
    const asked = { owner, repo, username };
    const { data } = await octokit.request(
      "GET /repos/{owner}/{repo}/collaborators/{username}/permission",
      asked,
    );
    return data.permission === "admin" || data.permission === "write" ? { id: data.user?.id } : undefined;
  } catch (error) {
    if (hasStatus(error, 404)) return undefined;
    throw error;
  }
}
