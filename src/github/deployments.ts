import type { Deployment, Deployments } from "../operations/ports/code-host.ts";
import type { GitHubRepository } from "./client.ts";

/** Tells our deployments from those that GitHub makes for a job's `environment:` and from other tools'. */
const task = "tollgate";

/** https://docs.github.com/en/rest/deployments/deployments: descriptions hold 140 characters. */
export function githubDeployments({ octokit, owner, repo }: GitHubRepository): Deployments {
  return {
    async create({ environment, commit, description, targets }) {
      const { data } = await octokit.request("POST /repos/{owner}/{repo}/deployments", {
        owner,
        repo,
        ref: commit,
        task,
        environment,
        description: description.slice(0, 140),
        payload: { targets: [...targets] },
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
      const found: Deployment[] = [];
      for (let page = 1; page <= pages; page++) {
        const { data } = await octokit.request("GET /repos/{owner}/{repo}/deployments", {
          ...{ owner, repo, environment, task, per_page: perPage, page },
        });
        found.push(
          ...data.map(({ id, created_at, payload }) => ({
            ...{ id: Number(id), createdAt: created_at, targets: targetsIn(payload) },
          })),
        );
        if (data.length < perPage) break;
      }
      return found;
    },
    async statuses(id) {
      const { data } = await octokit.request(
        "GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses",
        { owner, repo, deployment_id: id, per_page: perPage },
      );
      return data.map(({ description, log_url }) => ({ description, url: log_url ?? "" }));
    },
  };
}

/** An environment of hundreds of targets, each a job with a deployment of its own, has so many at a time. */
const [perPage, pages] = [100, 3];

/** GitHub gives an object back as it was written, or as a text. */
function targetsIn(payload: unknown): string[] {
  const read: unknown = typeof payload === "string" ? asJson(payload) : payload;
  if (typeof read !== "object" || read === null || !("targets" in read) || !Array.isArray(read.targets))
    return [];
  return read.targets.map(String);
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
