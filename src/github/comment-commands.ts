import type { CommandPorts } from "../operations/review/recheck.ts";
import { type GitHubRepository, hasStatus } from "./client.ts";

/** https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user */
export function commentCommands({ octokit, owner, repo }: GitHubRepository): CommandPorts {
  return {
    async mayWrite(username) {
      try {
        const asked = { owner, repo, username };
        const { data } = await octokit.request(
          "GET /repos/{owner}/{repo}/collaborators/{username}/permission",
          asked,
        );
        // `maintain` is told as `write`.
        return data.permission === "admin" || data.permission === "write";
      } catch (error) {
        if (hasStatus(error, 404)) return false;
        throw error;
      }
    },
    async react(comment_id, content) {
      await octokit.request("POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions", {
        owner,
        repo,
        comment_id,
        content,
      });
    },
    async reply(issue_number, body) {
      await octokit.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
        owner,
        repo,
        issue_number,
        body,
      });
    },
  };
}
