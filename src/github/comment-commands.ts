import type { CommandPorts } from "../operations/review/recheck.ts";
import type { GitHubRepository } from "./client.ts";
import { findWriter } from "./find-writer.ts";

export function commentCommands(repository: GitHubRepository): CommandPorts {
  const { octokit, owner, repo } = repository;
  return {
    mayWrite: async (login) => (await findWriter(repository, login)) !== undefined,
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
