import type { GitHubRepository } from "./client.ts";

const query = `query ($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      timelineItems(last: 1, itemTypes: [BASE_REF_CHANGED_EVENT, AUTOMATIC_BASE_CHANGE_SUCCEEDED_EVENT]) {
        nodes { ... on BaseRefChangedEvent { createdAt } ... on AutomaticBaseChangeSucceededEvent { createdAt } }
      }
    }
  }
}`;

interface Timeline {
  repository: { pullRequest: { timelineItems: { nodes: { createdAt: string }[] } } };
}

/**
 * By a person, or by GitHub when the base branch was deleted.
 * https://docs.github.com/en/graphql/reference/objects#baserefchangedevent
 */
export async function readRetargetedAt(
  { octokit, owner, repo }: GitHubRepository,
  number: number,
): Promise<string | undefined> {
  const answer = await octokit.graphql<Timeline>(query, { owner, repo, number });
  return answer.repository.pullRequest.timelineItems.nodes.at(-1)?.createdAt;
}
