import type { Person } from "../core/approval/approval.ts";
import { type GitHubRepository, hasStatus } from "./client.ts";

/**
 * https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user: a role of one's own
 * making stands for the role that it builds on.
 */
export async function readMayWrite(
  { octokit, owner, repo }: GitHubRepository,
  { id, login }: Person,
): Promise<boolean> {
  try {
    const { data } = await octokit.request("GET /repos/{owner}/{repo}/collaborators/{username}/permission", {
      owner,
      repo,
      username: login,
    });
    return data.user?.id === id && ["admin", "write"].includes(data.permission);
  } catch (error) {
    if (hasStatus(error, 404)) return false;
    throw error;
  }
}
