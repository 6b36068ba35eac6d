import type { Issues } from "../operations/ports/code-host.ts";
import type { GitHubRepository } from "./client.ts";
import { createOnce, unrepeated } from "./create-once.ts";

/** Open issues that this account wrote; anybody can paste a marker. https://docs.github.com/en/rest/issues/issues */
export function githubIssues({ octokit, owner, repo }: GitHubRepository, login: string): Issues {
  const find = async (marker: string) => {
    const open = await octokit.paginate("GET /repos/{owner}/{repo}/issues", {
      owner,
      repo,
      state: "open",
      creator: login,
      per_page: 100,
    });
    const ours = open.find(
      ({ user, body, pull_request }) =>
        user?.login === login && pull_request === undefined && body?.startsWith(marker),
    );
    return ours && { number: ours.number, body: ours.body ?? "" };
  };
  return {
    find,
    async open(marker, { title, body }) {
      const create = async () => {
        const request = { owner, repo, title, body, request: unrepeated };
        const { data } = await octokit.request("POST /repos/{owner}/{repo}/issues", request);
        return { number: data.number, body };
      };
      await createOnce(() => find(marker), create);
    },
    async edit(issue_number, { body, state }) {
      await octokit.request("PATCH /repos/{owner}/{repo}/issues/{issue_number}", {
        owner,
        repo,
        issue_number,
        body,
        state,
      });
    },
  };
}
