import type { GitHubClient } from "./client.ts";

export interface AppIdentity {
  id: number;
  /** The account that its comments and reviews carry. */
  login: string;
}

/** With the app's own token. */
export async function readApp(octokit: GitHubClient): Promise<AppIdentity> {
  const { data } = await octokit.request("GET /app");
  if (!data?.slug) throw new Error("GitHub does not say which app this is.");
  return { id: data.id, login: `${data.slug}[bot]` };
}

/** With the app's own token: ids of the installations that are not suspended. */
export async function listInstallations(octokit: GitHubClient): Promise<number[]> {
  const installations = await octokit.paginate("GET /app/installations", { per_page: 100 });
  return installations.filter(({ suspended_at }) => !suspended_at).map(({ id }) => id);
}

/** With an installation's token: its repositories that can change. */
export async function listRepositories(octokit: GitHubClient): Promise<{ owner: string; repo: string }[]> {
  const repositories = await octokit.paginate("GET /installation/repositories", { per_page: 100 });
  return repositories
    .filter(({ archived }) => !archived)
    .map(({ owner, name }) => ({ owner: owner.login, repo: name }));
}
