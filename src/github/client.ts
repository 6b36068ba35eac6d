import type { Octokit } from "octokit";

/** The octokit that an entry point brings: Probot's, or the Action's. Routes are written as GitHub documents them. */
export interface GitHubClient extends Pick<Octokit, "request" | "paginate" | "hook"> {
  graphql<Answer>(query: string, variables: Record<string, unknown>): Promise<Answer>;
}

/** A repository, and who speaks to it. */
export interface GitHubRepository {
  octokit: GitHubClient;
  owner: string;
  repo: string;
}

/**
 * Octokit plugin. The next version, 2026-03-10, removes fields; an absent header would follow GitHub's default one day.
 * https://docs.github.com/en/rest/about-the-rest-api/api-versions
 */
export function pinApiVersion(octokit: { hook: GitHubClient["hook"] }): void {
  octokit.hook.before("request", (options) => {
    options.headers["x-github-api-version"] = "2022-11-28";
  });
}

export function hasStatus(error: unknown, ...statuses: number[]): boolean {
  return error instanceof Error && "status" in error && statuses.includes(error.status as number);
}
