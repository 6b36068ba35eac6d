import { setTimeout } from "node:timers/promises";
import type { PullRequest, Push } from "../operations/ports.ts";
import { type GitHubRepository, hasStatus } from "./client.ts";
import { personOrNobody } from "./person.ts";

/** The record may come a moment after the push that it records. */
const pauses = [2000, 5000];

/**
 * GitHub's own record of the head branch's moves, oldest first, whatever the commits claim; undefined where it keeps
 * none for us. https://docs.github.com/en/rest/repos/repos#list-repository-activities
 */
export async function readPushes(
  repository: GitHubRepository,
  { head, state }: Pick<PullRequest, "head" | "state">,
): Promise<Push[] | undefined> {
  if (head.fork) return undefined;
  try {
    let pushes = await readRecord(repository, head.ref);
    for (const pause of state === "open" ? pauses : []) {
      if (pushes.at(-1)?.after === head.sha) break;
      await setTimeout(pause);
      pushes = await readRecord(repository, head.ref);
    }
    return pushes;
  } catch (error) {
    if (hasStatus(error, 404)) return undefined;
    throw error;
  }
}

async function readRecord({ octokit, owner, repo }: GitHubRepository, branch: string): Promise<Push[]> {
  const activity = await octokit.paginate("GET /repos/{owner}/{repo}/activity", {
    owner,
    repo,
    ref: `refs/heads/${branch}`,
    per_page: 100,
  });
  const pushes = activity.map(({ before, after, timestamp, actor }) => ({
    before,
    after,
    at: timestamp,
    actor: personOrNobody(actor),
  }));
  return pushes.reverse();
}
