import { renderAccount } from "../accounts/render-account.ts";
import { associationOf } from "../comments/render-comment.ts";
import { renderLabel } from "../labels/render-label.ts";
import { renderRepository } from "../repositories/render-repository.ts";
import type { Pull, Repository } from "../repositories/repository.ts";
import { renderTeam } from "../teams/render-team.ts";
import { findAccount, nodeId, teamKey, type World } from "../world.ts";
import { mergeState } from "./mergeability.ts";
import { pullCommits, pullFiles } from "./pull-content.ts";

function renderEnd(
  world: World,
  { repository, ref, sha }: { repository: Repository; ref: string; sha: string },
) {
  return {
    label: `${repository.owner.login}:${ref}`,
    ref,
    sha,
    user: renderAccount(world, repository.owner),
    repo: renderRepository(world, repository),
  };
}

export function renderRequested(world: World, repository: Repository, pull: Pull) {
  const users = pull.requestedUsers.flatMap((login) => findAccount(world, login) ?? []);
  const teams = pull.requestedTeams.flatMap((key) => world.teams.get(key) ?? []);
  return {
    users: users.map((user) => renderAccount(world, user)),
    teams: teams.map((team) =>
      renderTeam(world, team, repository.teams.get(teamKey(team.organisation, team.slug))),
    ),
  };
}

function linksOf(world: World, repository: Repository, { number, head }: Pull) {
  const repo = `${world.url}/repos/${repository.fullName}`;
  return {
    self: `${repo}/pulls/${number}`,
    html: `${world.url}/${repository.fullName}/pull/${number}`,
    issue: `${repo}/issues/${number}`,
    comments: `${repo}/issues/${number}/comments`,
    review_comments: `${repo}/pulls/${number}/comments`,
    review_comment: `${repo}/pulls/comments{/number}`,
    commits: `${repo}/pulls/${number}/commits`,
    statuses: `${repo}/statuses/${head.sha}`,
  };
}

/** GitHub's `pull-request-simple`: what lists and review events carry. */
export function renderPullSimple(world: World, repository: Repository, pull: Pull) {
  const links = linksOf(world, repository, pull);
  const requested = renderRequested(world, repository, pull);
  return {
    url: links.self,
    id: pull.id,
    node_id: nodeId("PR", pull.id),
    html_url: links.html,
    diff_url: `${links.html}.diff`,
    patch_url: `${links.html}.patch`,
    issue_url: links.issue,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    comments_url: links.comments,
    statuses_url: links.statuses,
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: renderAccount(world, pull.author),
    body: pull.body,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeCommit ?? null,
    assignee: null,
    assignees: [],
    requested_reviewers: requested.users,
    requested_teams: requested.teams,
    labels: pull.labels.map((name) => renderLabel(world, repository, name)),
    milestone: null,
    draft: pull.draft,
    head: renderEnd(world, pull.head),
    base: renderEnd(world, { repository, ...pull.base }),
    author_association: associationOf(world, repository, pull.author),
    auto_merge: null,
    active_lock_reason: null,
  };
}

/** GitHub's `pull-request`, with what git must be asked for. */
export async function renderPull(world: World, repository: Repository, pull: Pull) {
  const files = await pullFiles(repository, pull);
  const commits = await pullCommits(repository, pull);
  const open = pull.state === "open" ? await mergeState(repository, pull) : undefined;
  return {
    ...renderPullSimple(world, repository, pull),
    merged: pull.mergedAt !== null,
    mergeable: open?.mergeable ?? null,
    rebaseable: open?.mergeable ?? null,
    mergeable_state: open?.state ?? "unknown",
    merged_by: pull.mergedBy ? renderAccount(world, pull.mergedBy) : null,
    comments: repository.comments.filter((comment) => comment.issue === pull.number).length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: commits.length,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  };
}
