import { atLeast } from "../access/permission.ts";
import { roleOf } from "../access/role-of.ts";
import { renderAccount } from "../accounts/render-account.ts";
import { invalid, notFound, Refusal } from "../http/refusal.ts";
import { renderIssue } from "../labels/render-issue.ts";
import { answerPage } from "../paging.ts";
import { onDefaultBranch } from "../pulls/announce-pull.ts";
import { pullOf } from "../pulls/find-pull.ts";
import {
  type Answer,
  bodyOf,
  created,
  noContent,
  ok,
  pathOf,
  type RepositoryCall,
  type Route,
  reading,
  writing,
} from "../route.ts";
import { nodeId } from "../world.ts";
import type { Comment } from "./comment.ts";
import { renderComment } from "./render-comment.ts";

// GitHub refuses longer ones: "Body is too long (maximum is 65536 characters)".
const longest = 65_536;

function commentOf(call: RepositoryCall): Comment {
  const comment = call.repository.comments.find(({ id }) => id === Number(pathOf(call, "comment_id")));
  if (!comment) throw notFound();
  return comment;
}

async function announce(
  call: RepositoryCall,
  comment: Comment,
  action: string,
  more: object = {},
): Promise<void> {
  const { world, repository, actor } = call;
  const pull = repository.pulls.get(comment.issue);
  if (!pull) throw notFound();
  world.events.emit({
    event: "issue_comment",
    action,
    repository,
    actor,
    payload: {
      issue: renderIssue(world, repository, pull),
      comment: renderComment(world, repository, comment),
      ...more,
    },
    workflows: await onDefaultBranch(repository, "issue_comment"),
  });
}

function requireBody(body: string): void {
  if (body.trim() === "")
    throw invalid("Validation Failed", [{ resource: "IssueComment", code: "missing_field", field: "body" }]);
  if (body.length > longest) {
    const message = `body is too long (maximum is ${longest} characters)`;
    throw invalid("Validation Failed", [
      { resource: "IssueComment", code: "custom", field: "body", message },
    ]);
  }
}

function listComments(call: RepositoryCall): Answer {
  const { number } = pullOf(call);
  const comments = call.repository.comments.filter(({ issue }) => issue === number);
  return answerPage(
    call,
    comments.map((comment) => renderComment(call.world, call.repository, comment)),
  );
}

function getComment(call: RepositoryCall): Answer {
  return ok(renderComment(call.world, call.repository, commentOf(call)));
}

async function createComment(call: RepositoryCall): Promise<Answer> {
  const { world, repository, actor } = call;
  const { body } = bodyOf<{ body: string }>(call);
  requireBody(body);
  const stamp = world.clock.stamp();
  const comment: Comment = {
    id: world.nextId(),
    issue: pullOf(call).number,
    author: actor,
    body,
    createdAt: stamp,
    updatedAt: stamp,
    reactions: [],
  };
  repository.comments.push(comment);
  await announce(call, comment, "created");
  return created(renderComment(world, repository, comment));
}

/** The author may change a comment, and whoever may push. */
function requireOwner(call: RepositoryCall, comment: Comment): void {
  const { account, kind } = call.actor;
  if (account.id === comment.author.account.id) return;
  if (kind === "user" && atLeast(roleOf(call.world, call.repository, account.login), "write")) return;
  if (kind !== "user") return;
  throw new Refusal(403, "Must have admin rights to Repository.");
}

async function updateComment(call: RepositoryCall): Promise<Answer> {
  const comment = commentOf(call);
  const { body } = bodyOf<{ body: string }>(call);
  requireOwner(call, comment);
  requireBody(body);
  const changes = { body: { from: comment.body } };
  comment.body = body;
  comment.updatedAt = call.world.clock.stamp();
  await announce(call, comment, "edited", { changes });
  return ok(renderComment(call.world, call.repository, comment));
}

async function deleteComment(call: RepositoryCall): Promise<Answer> {
  const comment = commentOf(call);
  requireOwner(call, comment);
  call.repository.comments.splice(call.repository.comments.indexOf(comment), 1);
  await announce(call, comment, "deleted");
  return noContent();
}

function createReaction(call: RepositoryCall): Answer {
  const { world, actor } = call;
  const comment = commentOf(call);
  const { content } = bodyOf<{ content: string }>(call);
  const reaction = { id: world.nextId(), content, author: actor, createdAt: world.clock.stamp() };
  comment.reactions.push(reaction);
  return created({
    id: reaction.id,
    node_id: nodeId("REA", reaction.id),
    user: renderAccount(world, actor.account),
    content,
    created_at: reaction.createdAt,
  });
}

const repo = "/repos/{owner}/{repo}";
const one = `${repo}/issues/comments/{comment_id}` as const;
const read = reading("issues", "pull_requests");
const write = writing("read", "issues", "pull_requests");

export const commentRoutes: Route[] = [
  { operation: `GET ${repo}/issues/{issue_number}/comments`, needs: read, handle: listComments },
  { operation: `POST ${repo}/issues/{issue_number}/comments`, needs: write, handle: createComment },
  { operation: `GET ${one}`, needs: read, handle: getComment },
  { operation: `PATCH ${one}`, needs: write, handle: updateComment },
  { operation: `DELETE ${one}`, needs: write, handle: deleteComment },
  { operation: `POST ${one}/reactions`, needs: write, handle: createReaction },
];
