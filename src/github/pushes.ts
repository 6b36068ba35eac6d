import { setTimeout } from "node:timers/promises";
import type { Person } from "../core/approval/approval.ts";
import type { PullRequest, Push } from "../operations/ports/code-host.ts";
import { type GitHubRepository, hasStatus } from "./client.ts";
import { personOrNobody } from "./person.ts";

/** The record may come a moment after the push that it records. */
const pauses = [2000, 5000];

/**
 * GitHub's own record of the head branch's moves, oldest first, whatever the commits claim; undefined = it is a fork's,
 * and not for us to see. A refusal of our own repository's is thrown: it is shown to us, and will be again.
 * https://docs.github.com/en/rest/repos/repos#list-repository-activities
 */
export async function readPushes(
  repository: GitHubRepository,
  pull: PullRequest,
): Promise<Push[] | undefined> {
  const { head, state } = pull;
  try {
    const home = head.fork ? await findFork(repository, pull.number) : repository;
    if (!home) return undefined;
    let pushes = await readRecord(home, head.ref);
    for (const pause of state === "open" ? pauses : []) {
      if (pushes.at(-1)?.after === head.sha) break;
      await setTimeout(pause);
      pushes = await readRecord(home, head.ref);
    }
    return pushes;
  } catch (error) {
    if (head.fork && hasStatus(error, 403, 404)) return undefined;
    throw error;
  }
}

/** undefined = the fork is gone. */
async function findFork(
  { octokit, owner, repo }: GitHubRepository,
  number: number,
): Promise<GitHubRepository | undefined> {
  const { data } = await octokit.request("GET /repos/{owner}/{repo}/pulls/{pull_number}", {
    owner,
    repo,
    pull_number: number,
  });
  const fork = data.head.repo;
  return fork ? { octokit, owner: fork.owner.login, repo: fork.name } : undefined;
}

/** The longest period that covers a pull request's life and is not a year's: who pushed earlier is not seen. */
export async function readPushesBy(
  repository: GitHubRepository,
  { login }: Person,
): Promise<Pick<Push, "after" | "at">[]> {
  return readActivity(repository, { actor: login, time_period: "quarter" });
}

async function readRecord(repository: GitHubRepository, branch: string): Promise<Push[]> {
  return (await readActivity(repository, { ref: `refs/heads/${branch}` })).reverse();
}

/** Newest first. */
async function readActivity(
  { octokit, owner, repo }: GitHubRepository,
  wanted: { ref: string } | { actor: string; time_period: "quarter" },
): Promise<Push[]> {
  const activity = await octokit.paginate("GET /repos/{owner}/{repo}/activity", {
    owner,
    repo,
    ...wanted,
    per_page: 100,
  });
  return activity.map(({ before, after, timestamp, actor }) => ({
    before,
    after,
    at: timestamp,
    actor: personOrNobody(actor),
  }));
}
