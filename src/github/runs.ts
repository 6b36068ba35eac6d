import type { Runs } from "../operations/ports/code-host.ts";
import type { GitHubRepository } from "./client.ts";
import { personOf } from "./person.ts";

export function githubRuns({ octokit, owner, repo }: GitHubRepository): Runs {
  return {
    async read(id) {
      const { data } = await octokit.request("GET /repos/{owner}/{repo}/actions/runs/{run_id}", {
        owner,
        repo,
        run_id: id,
      });
      if (!data.actor || !data.triggering_actor)
        throw new Error(`GitHub does not say who started run ${id}.`);
      return {
        id,
        url: data.html_url,
        event: data.event,
        branch: data.head_branch ?? undefined,
        commit: data.head_sha,
        actors: [personOf(data.actor), personOf(data.triggering_actor)],
      };
    },
  };
}
