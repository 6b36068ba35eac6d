import { commentMarker } from "../core/report/comment/render-comment.ts";
import type { Comments, PullRequest } from "../operations/ports/code-host.ts";
import { type GitHubRepository, hasStatus } from "./client.ts";
import { createOnce, unrepeated } from "./create-once.ts";
import type { RecentlyWritten } from "./recently-written.ts";

export interface WrittenComment {
  id: number;
  body: string;
}

/** Whose comments are ours: those of an app, or those of an account. Anybody can paste the marker. */
export type CommentAuthor = { app: number } | { login: string };

export function githubComments(
  repository: GitHubRepository,
  author: CommentAuthor,
  written: RecentlyWritten<WrittenComment>,
): Comments {
  const read = async (pull: Pick<PullRequest, "number" | "comments">) => {
    const found = pull.comments === 0 ? undefined : await findComment(repository, author, pull.number);
    if (found) written.set(pull.number, found);
    return found;
  };
  return {
    async read(pull) {
      // After the merge the rollouts write into it as well: what is remembered may be out of date.
      const known = pull.state === "open" ? written.get(pull.number) : undefined;
      return (known ?? (await read(pull)))?.body;
    },
    async write(pull, body) {
      const known = written.get(pull.number);
      const present = known && known.body !== body ? known : await read(pull);
      if (present?.body === body) return;
      const id =
        (present && (await edit(repository, present.id, body))) ??
        (await createOnce(
          async () => (await findComment(repository, author, pull.number))?.id,
          () => create(repository, pull.number, body),
        ));
      written.set(pull.number, { id, body });
    },
  };
}

async function findComment(
  { octokit, owner, repo }: GitHubRepository,
  author: CommentAuthor,
  number: number,
): Promise<WrittenComment | undefined> {
  const comments = await octokit.paginate("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", {
    owner,
    repo,
    issue_number: number,
    per_page: 100,
  });
  const ours = comments.find(
    (comment) =>
      comment.body?.startsWith(commentMarker) &&
      ("app" in author
        ? comment.performed_via_github_app?.id === author.app
        : comment.user?.login === author.login),
  );
  return ours && { id: Number(ours.id), body: ours.body ?? "" };
}

/** Gives its id; undefined = it is gone. */
async function edit(
  { octokit, owner, repo }: GitHubRepository,
  comment_id: number,
  body: string,
): Promise<number | undefined> {
  try {
    await octokit.request("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", {
      owner,
      repo,
      comment_id,
      body,
    });
    return comment_id;
  } catch (error) {
    if (hasStatus(error, 404, 410)) return undefined;
    throw error;
  }
}

async function create(
  { octokit, owner, repo }: GitHubRepository,
  issue_number: number,
  body: string,
): Promise<number> {
  const { data } = await octokit.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
    owner,
    repo,
    issue_number,
    body,
    request: unrepeated,
  });
  return Number(data.id);
}
