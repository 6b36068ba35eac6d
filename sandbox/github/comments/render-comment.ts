import { roleOf } from "../access/role-of.ts";
import type { Actor } from "../access/token.ts";
import type { Account } from "../accounts/account.ts";
import { renderAccount } from "../accounts/render-account.ts";
import { renderActionsApp, renderApp } from "../apps/render-app.ts";
import type { Repository } from "../repositories/repository.ts";
import { nodeId, type World } from "../world.ts";
import type { Comment } from "./comment.ts";
import { renderReactions } from "./render-reactions.ts";

/** Which app wrote in somebody's name: the field that nobody but GitHub can set. */
export function renderActingApp(world: World, actor: Actor) {
  if (actor.kind === "installation") return renderApp(world, actor.app);
  return actor.kind === "workflow" ? renderActionsApp(world) : null;
}

export function associationOf(world: World, repository: Repository, { login }: Account): string {
  if (repository.owner.login === login) return "OWNER";
  const organisation = world.organisations.get(repository.owner.login.toLowerCase());
  if (organisation?.members.has(login)) return "MEMBER";
  return roleOf(world, repository, login) === "none" || !repository.collaborators.has(login)
    ? "NONE"
    : "COLLABORATOR";
}

export function renderComment(world: World, repository: Repository, comment: Comment) {
  const { id, issue, author, body, createdAt, updatedAt } = comment;
  const base = `${world.url}/repos/${repository.fullName}`;
  return {
    id,
    node_id: nodeId("IC", id),
    url: `${base}/issues/comments/${id}`,
    html_url: `${world.url}/${repository.fullName}/pull/${issue}#issuecomment-${id}`,
    issue_url: `${base}/issues/${issue}`,
    user: renderAccount(world, author.account),
    created_at: createdAt,
    updated_at: updatedAt,
    author_association: associationOf(world, repository, author.account),
    body,
    reactions: renderReactions(`${base}/issues/comments/${id}`, comment.reactions),
    performed_via_github_app: renderActingApp(world, author),
  };
}
