import { invalid, notFound } from "../http/refusal.ts";
import { answerPage } from "../paging.ts";
import { onTestMerge } from "../pulls/announce-pull.ts";
import { pullOf } from "../pulls/find-pull.ts";
import { renderPullSimple } from "../pulls/render-pull.ts";
import type { Pull } from "../repositories/repository.ts";
import { linesAt, requireInDiff } from "../review-comments/lines.ts";
import type { ReviewComment } from "../review-comments/review-comment.ts";
import {
  type Answer,
  bodyOf,
  ok,
  pathOf,
  type RepositoryCall,
  type Route,
  reading,
  writing,
} from "../route.ts";
import type { World } from "../world.ts";
import { renderReview } from "./render-review.ts";
import type { Review } from "./review.ts";

type Verdict = "APPROVE" | "REQUEST_CHANGES" | "COMMENT";

const stateOf = { APPROVE: "APPROVED", REQUEST_CHANGES: "CHANGES_REQUESTED", COMMENT: "COMMENTED" } as const;

async function announce(call: RepositoryCall, pull: Pull, review: Review, action: "submitted" | "dismissed") {
  const { world, repository, actor } = call;
  const rendered = renderReview(world, repository, pull, review);
  world.events.emit({
    event: "pull_request_review",
    action,
    repository,
    actor,
    payload: {
      // Webhooks write the state in lower case, the API in upper case.
      review: { ...rendered, state: rendered.state.toLowerCase() },
      pull_request: renderPullSimple(world, repository, pull),
    },
    workflows: await onTestMerge(repository, pull, "pull_request_review"),
  });
}

/** Who reviewed is no longer asked to, nor is the team that they answered for. */
function answerRequests(world: World, pull: Pull, login: string): void {
  pull.requestedUsers = pull.requestedUsers.filter((user) => user !== login);
  pull.requestedTeams = pull.requestedTeams.filter((key) => !world.teams.get(key)?.members.has(login));
}

function requireVerdict(call: RepositoryCall, pull: Pull, verdict: Verdict, body: string): void {
  const own = pull.author.id === call.actor.account.id;
  if (own && verdict === "APPROVE")
    throw invalid("Unprocessable Entity", ["Can not approve your own pull request"]);
  if (own && verdict === "REQUEST_CHANGES") {
    throw invalid("Unprocessable Entity", ["Can not request changes on your own pull request"]);
  }
  if (verdict !== "APPROVE" && body === "") throw invalid("Unprocessable Entity", ["Body can't be blank"]);
}

async function submit(call: RepositoryCall, pull: Pull, review: Review, verdict: Verdict): Promise<void> {
  requireVerdict(call, pull, verdict, review.body);
  review.state = stateOf[verdict];
  review.submittedAt = call.world.clock.stamp();
  pull.updatedAt = review.submittedAt;
  answerRequests(call.world, pull, review.author.login);
  await announce(call, pull, review, "submitted");
}

interface NewComment {
  path: string;
  body: string;
  line: number;
  start_line?: number;
}

/** One that cannot be placed refuses the whole review. */
async function newComment(
  { world, repository, actor }: RepositoryCall,
  pull: Pull,
  review: Review,
  { path, body, line, start_line: startLine }: NewComment,
): Promise<ReviewComment> {
  await requireInDiff(repository, pull, path, [line, startLine ?? line]);
  const text = (await linesAt(repository, pull, { path, line, startLine })) ?? "";
  const stamp = world.clock.stamp();
  const place = { path, line, startLine, commit: pull.head.sha, text };
  const about = { review: review.id, author: actor, body, createdAt: stamp, updatedAt: stamp };
  return { id: world.nextId(), ...about, ...place };
}

async function createReview(call: RepositoryCall): Promise<Answer> {
  const { world, repository, actor } = call;
  const pull = pullOf(call);
  const {
    body = "",
    event,
    commit_id,
    comments = [],
  } = bodyOf<{ body?: string; event?: Verdict; commit_id?: string; comments?: NewComment[] }>(call);
  const review: Review = {
    id: world.nextId(),
    author: actor.account,
    body,
    state: "PENDING",
    submittedAt: undefined,
    commit: commit_id ?? pull.head.sha,
  };
  if (event) requireVerdict(call, pull, event, body);
  const written = await Promise.all(comments.map((comment) => newComment(call, pull, review, comment)));
  pull.reviews.push(review);
  pull.reviewComments.push(...written);
  if (event) await submit(call, pull, review, event);
  return ok(renderReview(world, repository, pull, review));
}

function reviewOf(call: RepositoryCall): { pull: Pull; review: Review } {
  const pull = pullOf(call);
  const review = pull.reviews.find(({ id }) => id === Number(pathOf(call, "review_id")));
  if (!review) throw notFound();
  return { pull, review };
}

function listReviews(call: RepositoryCall): Answer {
  const { world, repository, actor } = call;
  const pull = pullOf(call);
  const visible = pull.reviews.filter(
    ({ state, author }) => state !== "PENDING" || author.id === actor.account?.id,
  );
  return answerPage(
    call,
    visible.map((review) => renderReview(world, repository, pull, review)),
  );
}

function getReview(call: RepositoryCall): Answer {
  const { pull, review } = reviewOf(call);
  return ok(renderReview(call.world, call.repository, pull, review));
}

async function submitReview(call: RepositoryCall): Promise<Answer> {
  const { pull, review } = reviewOf(call);
  const { body, event } = bodyOf<{ body?: string; event: Verdict }>(call);
  if (review.state !== "PENDING" || review.author.id !== call.actor.account.id) throw notFound();
  review.body = body ?? review.body;
  await submit(call, pull, review, event);
  return ok(renderReview(call.world, call.repository, pull, review));
}

async function dismissReview(call: RepositoryCall): Promise<Answer> {
  const { pull, review } = reviewOf(call);
  if (review.state !== "APPROVED" && review.state !== "CHANGES_REQUESTED") {
    throw invalid("Validation Failed", ["Can not dismiss a commented pull request review"]);
  }
  review.state = "DISMISSED";
  await announce(call, pull, review, "dismissed");
  return ok(renderReview(call.world, call.repository, pull, review));
}

const reviews = "/repos/{owner}/{repo}/pulls/{pull_number}/reviews";
const one = `${reviews}/{review_id}` as const;
const review = writing("read", "pull_requests");

export const reviewRoutes: Route[] = [
  { operation: `GET ${reviews}`, needs: reading("pull_requests"), handle: listReviews },
  { operation: `POST ${reviews}`, needs: review, handle: createReview },
  { operation: `GET ${one}`, needs: reading("pull_requests"), handle: getReview },
  { operation: `POST ${one}/events`, needs: review, handle: submitReview },
  { operation: `PUT ${one}/dismissals`, needs: writing("write", "pull_requests"), handle: dismissReview },
];
