import type { Conclusion, Gate } from "../operations/ports/code-host.ts";
import type { GitHubRepository } from "./client.ts";

const states = {
  success: "success",
  failure: "failure",
  action_required: "failure",
  pending: "pending",
} as const satisfies Record<Conclusion, string>;

/** The Action's gate. Whoever may write can write one of the same name: the rollout believes none. */
export function statusGate({ octokit, owner, repo }: GitHubRepository, details: string): Gate {
  return {
    async publish(pull, { name, conclusion, title }, again) {
      const state = states[conclusion];
      const description = title.length > 140 ? `${title.slice(0, 139)}…` : title;
      const statuses = await octokit.request("GET /repos/{owner}/{repo}/commits/{ref}/statuses", {
        owner,
        repo,
        ref: pull.head.sha,
        per_page: 100,
      });
      const newest = statuses.data.find(({ context }) => context === name);
      if (newest && !again && newest.state === state && newest.description === description) return;
      await octokit.request("POST /repos/{owner}/{repo}/statuses/{sha}", {
        owner,
        repo,
        sha: pull.head.sha,
        context: name,
        state,
        description,
        target_url: details,
      });
    },
    keeps: false,
    async text() {
      return undefined;
    },
  };
}
