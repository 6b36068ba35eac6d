import { atLeast } from "../access/permission.ts";
import { roleOf } from "../access/role-of.ts";
import { notFound, Refusal } from "../http/refusal.ts";
import { answerPage } from "../paging.ts";
import { pullOf } from "../pulls/find-pull.ts";
import type { Pull } from "../repositories/repository.ts";
import {
  type Answer,
  bodyOf,
  noContent,
  ok,
  pathOf,
  type RepositoryCall,
  type Route,
  reading,
  writing,
} from "../route.ts";
import { renderReviewComment } from "./render-review-comment.ts";
import type { ReviewComment } from "./review-comment.ts";

/** Comments of a review that is not submitted yet are its writer's alone. */
async function listReviewComments(call: RepositoryCall): Promise<Answer> {
  const { world, repository } = call;
  const pull = pullOf(call);
  const pending = new Set(pull.reviews.filter(({ state }) => state === "PENDING").map(({ id }) => id));
  const seen = pull.reviewComments.filter(({ review }) => !pending.has(review));
  const rendered = await Promise.all(
    seen.map((comment) => renderReviewComment(world, repository, pull, comment)),
  );
  return answerPage(call, rendered);
}

function commentOf(call: RepositoryCall): { pull: Pull; comment: ReviewComment } {
  for (const pull of call.repository.pulls.values()) {
    const comment = pull.reviewComments.find(({ id }) => id === Number(pathOf(call, "comment_id")));
    if (comment) return { pull, comment };
  }
  throw notFound();
}

/** The author may change a comment, whoever may push, and an app that may write pull requests. */
function requireOwner({ actor, world, repository }: RepositoryCall, { author }: ReviewComment): void {
  if (actor.account.id === author.account.id || actor.kind !== "user") return;
  if (atLeast(roleOf(world, repository, actor.account.login), "write")) return;
  throw new Refusal(403, "Must have admin rights to Repository.");
}

async function updateReviewComment(call: RepositoryCall): Promise<Answer> {
  const { pull, comment } = commentOf(call);
  requireOwner(call, comment);
  comment.body = bodyOf<{ body: string }>(call).body;
  comment.updatedAt = call.world.clock.stamp();
  return ok(await renderReviewComment(call.world, call.repository, pull, comment));
}

function deleteReviewComment(call: RepositoryCall): Answer {
  const { pull, comment } = commentOf(call);
  requireOwner(call, comment);
  pull.reviewComments.splice(pull.reviewComments.indexOf(comment), 1);
  return noContent();
}

const pulls = "/repos/{owner}/{repo}/pulls";
const one = `${pulls}/comments/{comment_id}` as const;
const write = writing("read", "pull_requests");

export const reviewCommentRoutes: Route[] = [
  {
    operation: `GET ${pulls}/{pull_number}/comments`,
    needs: reading("pull_requests"),
    handle: listReviewComments,
  },
  { operation: `PATCH ${one}`, needs: write, handle: updateReviewComment },
  { operation: `DELETE ${one}`, needs: write, handle: deleteReviewComment },
];
