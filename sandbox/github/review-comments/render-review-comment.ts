import { renderAccount } from "../accounts/render-account.ts";
import { associationOf } from "../comments/render-comment.ts";
import type { Pull, Repository } from "../repositories/repository.ts";
import { nodeId, type World } from "../world.ts";
import { linesAt } from "./lines.ts";
import type { ReviewComment } from "./review-comment.ts";

/**
 * No `line` once the head shows others there; `original_line` stays. GitHub answers null, which its own description does
 * not allow.
 */
export async function renderReviewComment(
  world: World,
  repository: Repository,
  pull: Pull,
  comment: ReviewComment,
) {
  const { id, review, author, body, path, line, startLine, commit, text, createdAt, updatedAt } = comment;
  const base = `${world.url}/repos/${repository.fullName}/pulls`;
  const html = `${world.url}/${repository.fullName}/pull/${pull.number}#discussion_r${id}`;
  const stands = (await linesAt(repository, pull, comment)) === text;
  const links = { self: `${base}/comments/${id}`, html, pull_request: `${base}/${pull.number}` };
  return {
    id,
    node_id: nodeId("PRRC", id),
    url: links.self,
    html_url: html,
    pull_request_url: links.pull_request,
    pull_request_review_id: review,
    user: renderAccount(world, author.account),
    author_association: associationOf(world, repository, author.account),
    body,
    path,
    diff_hunk: `@@ -0,0 +${startLine ?? line} @@`,
    commit_id: pull.head.sha,
    original_commit_id: commit,
    ...(stands && { line }),
    original_line: line,
    start_line: stands ? (startLine ?? null) : null,
    original_start_line: startLine ?? null,
    side: "RIGHT" as const,
    start_side: startLine === undefined ? null : ("RIGHT" as const),
    subject_type: "line" as const,
    created_at: createdAt,
    updated_at: updatedAt,
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
  };
}
