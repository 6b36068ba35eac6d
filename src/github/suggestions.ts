import {
  type OfferedSuggestion,
  type Suggestion,
  suggestionMarker,
} from "../core/report/comment/suggestions.ts";
import type { Suggestions } from "../operations/ports/code-host.ts";
import { type GitHubRepository, hasStatus } from "./client.ts";
import { createOnce, unrepeated } from "./create-once.ts";

/** Review comments of this account that begin with the marker. Anybody can paste the marker. */
export function githubSuggestions(repository: GitHubRepository, login: string): Suggestions {
  const { octokit, owner, repo } = repository;
  const list = (number: number) => listOwn(repository, login, number);
  return {
    list: ({ number }) => list(number),
    async offer({ number, head }, suggestions) {
      try {
        await createOnce(
          async () => ((await list(number)).length >= suggestions.length ? number : undefined),
          () => review(repository, number, head.sha, suggestions),
        );
        return true;
      } catch (error) {
        // One comment on a line that the diff does not show refuses all of them.
        if (hasStatus(error, 422)) return false;
        throw error;
      }
    },
    async change(comment_id, body) {
      await octokit
        .request("PATCH /repos/{owner}/{repo}/pulls/comments/{comment_id}", { owner, repo, comment_id, body })
        .catch(unlessGone);
    },
    async withdraw(comment_id) {
      await octokit
        .request("DELETE /repos/{owner}/{repo}/pulls/comments/{comment_id}", { owner, repo, comment_id })
        .catch(unlessGone);
    },
  };
}

async function listOwn(
  { octokit, owner, repo }: GitHubRepository,
  login: string,
  pull_number: number,
): Promise<OfferedSuggestion[]> {
  const comments = await octokit.paginate("GET /repos/{owner}/{repo}/pulls/{pull_number}/comments", {
    owner,
    repo,
    pull_number,
    per_page: 100,
  });
  return comments
    .filter(({ user, body }) => user?.login === login && body.startsWith(suggestionMarker))
    .map(({ id, path, line, start_line, body }) => {
      const end = line ?? undefined;
      return { id, file: path, start: start_line ?? end, end, body };
    });
}

/** One review, and so one notification, however many there are. COMMENT says neither yes nor no. */
async function review(
  { octokit, owner, repo }: GitHubRepository,
  pull_number: number,
  commit_id: string,
  suggestions: readonly Suggestion[],
): Promise<number> {
  const { data } = await octokit.request("POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews", {
    owner,
    repo,
    pull_number,
    commit_id,
    event: "COMMENT",
    body: "Safer forms, read and weighed again like the statements that they stand for.",
    comments: suggestions.map(({ file, start, end, body }) => ({
      path: file,
      body,
      line: end,
      side: "RIGHT",
      ...(start < end && { start_line: start, start_side: "RIGHT" }),
    })),
    request: unrepeated,
  });
  return Number(data.id);
}

function unlessGone(error: unknown) {
  if (!hasStatus(error, 404)) throw error;
}
