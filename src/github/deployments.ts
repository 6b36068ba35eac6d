import type { Deployment, Deployments } from "../operations/ports/code-host.ts";
import type { GitHubRepository } from "./client.ts";

/** Tells our deployments from those that GitHub makes for a job's `environment:` and from other tools'. */
const task = "tollgate";

/** https://docs.github.com/en/rest/deployments/deployments: descriptions hold 140 characters. */
export function githubDeployments({ octokit, owner, repo }: GitHubRepository): Deployments {
  return {
    async create({ environment, commit, description }) {
      const { data } = await octokit.request("POST /repos/{owner}/{repo}/deployments", {
        owner,
        repo,
        ref: commit,
        task,
        environment,
        description: description.slice(0, 140),
        // The rollout's own gate has decided; GitHub neither merges the branch nor asks for statuses again.
        auto_merge: false,
        required_contexts: [],
      });
      if (!("id" in data)) throw new Error(`GitHub made no deployment to ${environment}: ${data.message}`);
      return Number(data.id);
    },
    async update(id, { state, description, url }) {
      await octokit.request("POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses", {
        owner,
        repo,
        deployment_id: id,
        state,
        description: description.slice(0, 140),
        log_url: url,
      });
    },
    async list(environment) {
      const { data } = await octokit.request("GET /repos/{owner}/{repo}/deployments", {
        owner,
        repo,
        environment,
        task,
        per_page: 30,
      });
      return Promise.all(
        data.map(async ({ id, sha, created_at }) => ({
          id: Number(id),
          environment,
          commit: sha,
          createdAt: created_at,
          state: await newestState(Number(id)),
        })),
      );
    },
  };

  async function newestState(id: number): Promise<Deployment["state"]> {
    const { data } = await octokit.request("GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses", {
      owner,
      repo,
      deployment_id: id,
      per_page: 1,
    });
    return data[0]?.state as Deployment["state"];
  }
}
