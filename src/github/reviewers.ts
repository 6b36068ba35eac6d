import type { Reviewers } from "../operations/ports.ts";
import { type GitHubRepository, hasStatus } from "./client.ts";

/**
 * Asks each on its own: GitHub refuses a whole request because of one team or person that it cannot resolve.
 * Best effort, since the gate does not depend on it: whoever cannot be asked is named in a sentence.
 */
export async function requestReviewers(
  repository: GitHubRepository,
  number: number,
  { users, teams }: Reviewers,
): Promise<string[]> {
  const told: string[] = [];
  for (const team of teams) {
    const asked = await ask(repository, number, { team_reviewers: [team] });
    if (!asked) {
      told.push(
        `Team ${team} cannot be requested: it needs access to ${repository.owner}/${repository.repo}, and the token needs to see it.`,
      );
    }
  }
  if (users.length === 0 || (await ask(repository, number, { reviewers: [...users] }))) return told;
  for (const user of users) {
    const asked = users.length > 1 && (await ask(repository, number, { reviewers: [user] }));
    if (!asked) told.push(`${user} cannot be requested: only collaborators of the repository can.`);
  }
  return told;
}

async function ask(
  { octokit, owner, repo }: GitHubRepository,
  number: number,
  reviewers: { reviewers?: string[]; team_reviewers?: string[] },
): Promise<boolean> {
  try {
    await octokit.request("POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers", {
      owner,
      repo,
      pull_number: number,
      ...reviewers,
    });
    return true;
  } catch (error) {
    if (hasStatus(error, 403, 404, 422)) return false;
    throw error;
  }
}

export async function withdrawReviewers(
  { octokit, owner, repo }: GitHubRepository,
  number: number,
  { users, teams }: Reviewers,
): Promise<void> {
  try {
    await octokit.request("DELETE /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers", {
      owner,
      repo,
      pull_number: number,
      reviewers: [...users],
      team_reviewers: [...teams],
    });
  } catch (error) {
    // Somebody else was quicker, or the person is gone: there is nothing left to withdraw.
    if (!hasStatus(error, 404, 422)) throw error;
  }
}
