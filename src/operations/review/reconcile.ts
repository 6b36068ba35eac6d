import { rolloutSections } from "../../core/report/comment/keep-sections.ts";
import { renderComment } from "../../core/report/comment/render-comment.ts";
import { renderGate } from "../../core/report/comment/render-gate.ts";
import { suggestionsFor } from "../../core/report/comment/suggestions.ts";
import type { ReviewView } from "../../core/report/review-view.ts";
import type { Clock } from "../ports/clock.ts";
import type {
  Comments,
  Gate,
  GateContent,
  PullRequest,
  PullRequests,
  Repository,
  Roles,
  Suggestions,
} from "../ports/code-host.ts";
import { askReviewers } from "./ask-reviewers.ts";
import { type CommentState, parseState, writeState } from "./comment-state.ts";
import { type Collision, findCollisions, type OpenPull } from "./find-collisions.ts";
import { gateText } from "./gate-text.ts";
import type { KeptEvidence } from "./kept-evidence.ts";
import { offerSuggestions } from "./offer-suggestions.ts";
import { recallEvidence } from "./recall-evidence.ts";
import { type ReviewOutcome, reviewOrBlock } from "./review-or-block.ts";
import { standsApproved } from "./stands-approved.ts";

export interface ReconcilePorts {
  repository: Repository;
  pulls: PullRequests;
  roles: Roles;
  clock: Clock;
  gate: Gate;
  comments: Comments;
  suggestions: Suggestions;
  /** Whether the policy gives the gate to the one who asks, and they may write. */
  holdsGate(gate: ReviewOutcome["gate"], pull: PullRequest): boolean;
  /**
   * The open pull requests into a branch, as listed some minutes ago at most and as each was read since then; left out
   * where collisions with them are not looked for.
   */
  openInto?(branch: string): Promise<readonly OpenPull[]>;
  /** Where the whole report is to be found. */
  details(pull: PullRequest): string;
}

export interface Occasion {
  /** Write the gate even if GitHub has it already: somebody asked for it. */
  again?: boolean;
  /** Reviews and heads that have just arrived, as GitHub named them. */
  seen?: Partial<KeptEvidence>;
  /** What happened may take an approval back: who holds a role, or what a review says. */
  contradicts?: boolean;
  /** It is about what the base branch holds now: of a pull request that was merged itself its own event tells. */
  baseMoved?: boolean;
}

export interface Reconciled {
  pull: PullRequest;
  judged: ReviewOutcome;
  view: ReviewView;
  content: GateContent;
  /** Whether the gate, the comment and the requests were ours to write. */
  written: boolean;
  /** Sentences for the log: who could not be asked, what GitHub did not take, what could not be looked for. */
  remarks: readonly string[];
  /** Other pull requests whose comment has to name this one, or no longer. */
  affected: readonly number[];
}

/**
 * Makes GitHub show what is: reads its present truth, works out what should be, writes the difference. Twice, late or
 * in any order ends in the same state. undefined = no gate to write: the pull request is closed, or no policy applies.
 */
export async function reconcile(
  ports: ReconcilePorts,
  number: number,
  occasion: Occasion = {},
): Promise<Reconciled | undefined> {
  const pull = await ports.pulls.read(number);
  if (pull.state === "merged" && !occasion.baseMoved) await tellMerged(ports, pull, occasion);
  if (pull.state !== "open") return undefined;
  const name = gateName(pull);
  const comment = await ports.comments.read(pull);
  const state = parseState(comment);
  const kept = await recallEvidence(ports, pull, { name, lastHead: state?.head, seen: occasion.seen });
  const isOurs = (gate: ReviewOutcome["gate"]) => ports.holdsGate(gate, pull);
  const judged = await reviewOrBlock(ports, pull, { kept, looksAtApprovals: isOurs });
  if (!judged) return undefined;
  const view = viewOf(ports, pull, judged, name, comment);
  const content = { name, ...renderGate(view), text: gateText(pull, judged, kept) };
  const reconciled = { pull, judged, view, content, written: false, remarks: [], affected: [] };
  if (!isOurs(judged.gate)) return reconciled;
  if (judged.assessed && !occasion.contradicts && !occasion.again) {
    const stands = await standsApproved(ports, pull, name, judged.assessed);
    if (stands) return { ...reconciled, remarks: [stillApproved] };
  }

  await ports.gate.publish(pull, content, occasion.again ?? false);
  if (comment === undefined && !isWorthAComment(judged)) return { ...reconciled, written: true };
  const { remarks, affected } = await tell(ports, judged, view, { pull, state });
  return { ...reconciled, written: true, remarks, affected };
}

const stillApproved =
  "GitHub did not show who approved, twice. The gate stays approved: it is the same head with the same evidence.";

/** The comment, the requests for review and the suggestions. */
async function tell(
  ports: ReconcilePorts,
  judged: ReviewOutcome,
  view: ReviewView,
  { pull, state }: { pull: PullRequest; state: CommentState | undefined },
): Promise<Pick<Reconciled, "remarks" | "affected">> {
  const { collisions, failed } = await lookAround(ports, pull, judged);
  const collides = collisions.map(({ number }) => number);
  const body = renderComment({ ...view, collisions });
  // Without any, now and before, nobody is asked about them. What is offered is remembered before, what goes after.
  const wanted = suggestionsFor(judged.assessment);
  if (wanted.length === 0 && state?.offered) await offerSuggestions(ports.suggestions, pull, []);
  const remember = (next: Omit<CommentState, "collides">) => {
    const kept = { ...next, collides, ...(wanted.length > 0 && { offered: true as const }) };
    return ports.comments.write(pull, `${body.trimEnd()}\n\n${writeState(kept)}\n`);
  };
  const remarks = await askReviewers(ports.pulls, pull, judged, state, remember);
  if (wanted.length > 0) remarks.push(...(await offerSuggestions(ports.suggestions, pull, wanted)));
  return { remarks: [...remarks, ...failed], affected: difference(state?.collides ?? [], collides) };
}

/** In one of the two, not in both. */
function difference(a: readonly number[], b: readonly number[]): number[] {
  return [...a.filter((one) => !b.includes(one)), ...b.filter((one) => !a.includes(one))];
}

/** What others do at the same time is a remark for people: where it cannot be told, the judgement stands without it. */
async function lookAround(
  { openInto, repository }: ReconcilePorts,
  pull: PullRequest,
  { assessment, policy }: ReviewOutcome,
): Promise<{ collisions: readonly Collision[]; failed: readonly string[] }> {
  if (!openInto || assessment.migrations.length === 0) return { collisions: [], failed: [] };
  try {
    const others = await openInto(pull.base.ref);
    return { collisions: await findCollisions(repository, policy, pull, others), failed: [] };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      collisions: [],
      failed: [`Other pull requests that touch the same were not looked for: ${why}`],
    };
  }
}

/** With the base branch in it: the same commit may be the head of pull requests into several branches. */
const gateName = ({ base }: PullRequest) => `tollgate: ${base.ref}`;

/**
 * From the merge on the comment says what comes next, by the policy of today as the rollout does; the gate stays what it
 * was, as evidence. Only an approval that was missing, given now, or a recheck after one, may still complete it: what an
 * administrator merged past the gate is then rolled out like the rest. The comment is read last, since rollouts write
 * their sections into it now.
 */
async function tellMerged(ports: ReconcilePorts, pull: PullRequest, occasion: Occasion): Promise<void> {
  const policyAt = await ports.repository.tip(pull.base.ref);
  if (policyAt === undefined) return;
  const before = { ...pull, base: { ...pull.base, sha: await ports.pulls.mergedOnto(pull) } };
  const isOurs = (gate: ReviewOutcome["gate"]) => ports.holdsGate(gate, pull);
  const name = gateName(pull);
  const { seen, again = false } = occasion;
  const kept = await recallEvidence(ports, pull, { name, lastHead: undefined, seen });
  const judged = await reviewOrBlock(ports, before, { kept, looksAtApprovals: isOurs, policyAt });
  if (judged?.failure) throw judged.failure;
  if (!judged || !isOurs(judged.gate)) return;
  const comment = await ports.comments.read(pull);
  const view = {
    ...viewOf(ports, pull, judged, name, comment),
    merged: true,
    ...(pull.mergedByWorkflow && { startsNothing: true as const }),
  };
  const content = { name, ...renderGate(view), text: gateText(before, judged, kept) };
  const isTold = again || (seen?.sightings ?? []).length > 0;
  if (isTold && content.conclusion === "success") await ports.gate.publish(pull, content, again);
  if (comment !== undefined) await ports.comments.write(pull, renderComment(view));
}

function viewOf(
  ports: ReconcilePorts,
  pull: PullRequest,
  { assessment, approval, code, policy }: ReviewOutcome,
  gate: string,
  comment: string | undefined,
): ReviewView {
  return {
    assessment,
    approval,
    code,
    roles: policy.roles,
    environments: policy.environments,
    gate,
    head: pull.head.sha,
    merged: false,
    files: `${pull.url.replace(/\/pull\/\d+$/, "")}/blob/${pull.head.sha}`,
    details: ports.details(pull),
    sections: rolloutSections(comment ?? ""),
  };
}

/** A pull request without database changes stays without a comment, and asks nobody. */
function isWorthAComment({ assessment }: ReviewOutcome): boolean {
  return assessment.migrations.length > 0 || assessment.decision !== "clear";
}
