import { renderAccount } from "../accounts/render-account.ts";
import { associationOf } from "../comments/render-comment.ts";
import { renderReactions } from "../comments/render-reactions.ts";
import type { Pull, Repository } from "../repositories/repository.ts";
import { nodeId, type World } from "../world.ts";
import { renderLabel } from "./render-label.ts";

/** A pull request as the issue that it also is. */
export function renderIssue(world: World, repository: Repository, pull: Pull) {
  const repo = `${world.url}/repos/${repository.fullName}`;
  const url = `${repo}/issues/${pull.number}`;
  const html = `${world.url}/${repository.fullName}/pull/${pull.number}`;
  return {
    id: pull.id,
    node_id: nodeId("PR", pull.id),
    number: pull.number,
    title: pull.title,
    body: pull.body,
    state: pull.state,
    state_reason: null,
    locked: false,
    user: renderAccount(world, pull.author),
    assignee: null,
    assignees: [],
    milestone: null,
    labels: pull.labels.map((name) => renderLabel(world, repository, name)),
    comments: repository.comments.filter(({ issue }) => issue === pull.number).length,
    author_association: associationOf(world, repository, pull.author),
    active_lock_reason: null,
    draft: pull.draft,
    reactions: renderReactions(url, []),
    pull_request: {
      url: `${repo}/pulls/${pull.number}`,
      html_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      merged_at: pull.mergedAt,
    },
    url,
    html_url: html,
    repository_url: repo,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
  };
}
