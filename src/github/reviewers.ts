import type { Reviewers } from "../operations/ports/code-host.ts";
import { type GitHubRepository, hasStatus } from "./client.ts";

/**
 * Asks each team on its own: GitHub refuses a whole request because of one that it cannot resolve. Best effort, since
 * the gate does not depend on it.
 */
export async function requestReviewers(
  repository: GitHubRepository,
  number: number,
  { users, teams }: Reviewers,
): Promise<{ refused: Reviewers; remarks: string[] }> {
  const refused = { users: await refusedUsers(repository, number, users), teams: [] as string[] };
  for (const team of teams) {
    const [org, slug = ""] = team.split("/");
    const isOwn = org?.toLowerCase() === repository.owner.toLowerCase();
    if (!isOwn || !(await ask(repository, number, { team_reviewers: [slug] }))) refused.teams.push(team);
  }
  const remarks = [
    ...refused.users.map(
      (user) => `${user} cannot be requested: GitHub asks only who can read the repository.`,
    ),
    ...refused.teams.map(
      (team) =>
        `The team ${team} cannot be requested: it has to belong to ${repository.owner}, with access to the repository, and the token has to see it.`,
    ),
  ];
  return { refused, remarks };
}

async function refusedUsers(
  repository: GitHubRepository,
  number: number,
  users: readonly string[],
): Promise<string[]> {
  if (users.length === 0 || (await ask(repository, number, { reviewers: [...users] }))) return [];
  if (users.length === 1) return [...users];
  const refused: string[] = [];
  for (const user of users) {
    if (!(await ask(repository, number, { reviewers: [user] }))) refused.push(user);
  }
  return refused;
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
      team_reviewers: teams.map((team) => team.slice(team.indexOf("/") + 1)),
    });
  } catch (error) {
    // Somebody else was quicker, or the person is gone: there is nothing left to withdraw.
    if (!hasStatus(error, 404, 422)) throw error;
  }
}
