import type { Retarget } from "../core/approval/base-states.ts";
import type { GitHubRepository } from "./client.ts";

const most = 100;

const query = `query ($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      timelineItems(first: ${most}, itemTypes: [BASE_REF_CHANGED_EVENT, AUTOMATIC_BASE_CHANGE_SUCCEEDED_EVENT]) {
        totalCount
        nodes {
          ... on BaseRefChangedEvent { createdAt previousRefName currentRefName }
          ... on AutomaticBaseChangeSucceededEvent { createdAt previousRefName: oldBase currentRefName: newBase }
        }
      }
    }
  }
}`;

interface Turn {
  createdAt: string;
  previousRefName: string;
  currentRefName: string;
}

interface Timeline {
  repository: { pullRequest: { timelineItems: { totalCount: number; nodes: Turn[] } } };
}

/**
 * By a person, or by GitHub when the base branch was deleted; undefined = more than one page of them.
 * https://docs.github.com/en/graphql/reference/objects#baserefchangedevent
 */
export async function readRetargets(
  { octokit, owner, repo }: GitHubRepository,
  number: number,
): Promise<Retarget[] | undefined> {
  const answer = await octokit.graphql<Timeline>(query, { owner, repo, number });
  const { totalCount, nodes } = answer.repository.pullRequest.timelineItems;
  if (totalCount > nodes.length) return undefined;
  return nodes.map(({ createdAt, previousRefName, currentRefName }) => ({
    at: Date.parse(createdAt),
    from: branchOf(previousRefName),
    to: branchOf(currentRefName),
  }));
}

function branchOf(name: string): string {
  return name.replace(/^refs\/heads\//, "");
}
