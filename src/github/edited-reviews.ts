import type { GitHubRepository } from "./client.ts";

const query = `query ($owner: String!, $repo: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      reviews(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { fullDatabaseId lastEditedAt }
      }
    }
  }
}`;

interface Reviews {
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  nodes: { fullDatabaseId: string | number; lastEditedAt: string | null }[];
}

/** Ids of the reviews whose text was edited after it was submitted, by whomever: maintainers may edit others'. */
export async function readEditedReviews(
  { octokit, owner, repo }: GitHubRepository,
  number: number,
): Promise<Set<number>> {
  const edited = new Set<number>();
  for (let after: string | null = null; ; ) {
    const answer: { repository: { pullRequest: { reviews: Reviews } } } = await octokit.graphql(query, {
      ...{ owner, repo, number, after },
    });
    const { nodes, pageInfo } = answer.repository.pullRequest.reviews;
    for (const { fullDatabaseId, lastEditedAt } of nodes)
      if (lastEditedAt !== null) edited.add(Number(fullDatabaseId));
    if (!pageInfo.hasNextPage) return edited;
    after = pageInfo.endCursor;
  }
}
