import type { BaseMove } from "../core/approval/base-states.ts";
import { type GitHubRepository, hasStatus } from "./client.ts";

/**
 * GitHub's own record of a branch's moves since a moment, oldest first, with the one that held before; undefined where
 * it is not for us to see. https://docs.github.com/en/rest/repos/repos#list-repository-activities
 */
export async function readBaseMoves(
  { octokit, owner, repo }: GitHubRepository,
  branch: string,
  since: string,
): Promise<BaseMove[] | undefined> {
  const from = Date.parse(since);
  try {
    const activity = await octokit.paginate(
      "GET /repos/{owner}/{repo}/activity",
      { owner, repo, ref: `refs/heads/${branch}`, per_page: 100 },
      ({ data }, done) => {
        if (data.some(({ timestamp }) => Date.parse(timestamp) < from)) done();
        return data;
      },
    );
    const first = activity.findIndex(({ timestamp }) => Date.parse(timestamp) < from);
    const listed = (first < 0 ? activity : activity.slice(0, first + 1)).reverse();
    return withBeginning(
      listed.map(({ before, after, timestamp, activity_type }) => ({
        ...{ sha: after, before, at: Date.parse(timestamp) },
        forced: activity_type !== "push" && activity_type !== "pr_merge",
      })),
    );
  } catch (error) {
    if (hasStatus(error, 403, 404)) return undefined;
    throw error;
  }
}

const nothing = /^0+$/;

type ListedMove = BaseMove & { before: string };

/** What was there before the oldest move; undefined = moves are missing: one begins elsewhere than the last one ended. */
function withBeginning(moves: readonly ListedMove[]): BaseMove[] | undefined {
  const [first] = moves;
  if (!first || moves.some(({ before }, i) => i > 0 && before !== moves[i - 1]?.sha)) return undefined;
  const older = { sha: first.before, at: Number.NEGATIVE_INFINITY, forced: true };
  return [older, ...moves.map(({ sha, at, forced }) => ({ sha, at, forced }))].filter(
    ({ sha }) => !nothing.test(sha),
  );
}
