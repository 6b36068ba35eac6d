import type { FlowState } from "./approval.ts";
import { barred, type CountedVotes, holds, precedesPush } from "./count-votes.ts";
import type { ReviewerState } from "./reviewer-states.ts";

/** Every reviewer whose word does not count, and why; oldest first. */
export function explainReviews(facts: CountedVotes): FlowState["notes"] {
  return facts.reviewers
    .flatMap((reviewer) => {
      const why = facts.filled.some((vote) => vote?.person.id === reviewer.person.id)
        ? undefined
        : whyNotCounted(facts, reviewer);
      return why ? [{ review: reviewer.latest.id, person: reviewer.person, why }] : [];
    })
    .sort((a, b) => a.review - b.review);
}

function whyNotCounted(
  facts: CountedVotes,
  { person, latest, approvals }: ReviewerState,
): string | undefined {
  const held = facts.steps.filter((_, step) => holds(facts, person, step));
  if (latest.state === "DISMISSED") {
    return held.length > 0 ? "The review was dismissed; an older approval does not come back." : undefined;
  }
  if (latest.state === "CHANGES_REQUESTED" && held.length === 0) {
    return `Asks for changes, which rejects nothing here: ${withoutRole(facts, person.login)}`;
  }
  if (approvals.length === 0) return undefined;
  if (facts.unprovable !== undefined) return `Does not count: ${facts.unprovable}`;
  const reason = barred(facts, person);
  if (reason) return `Does not count: ${person.login} ${reason}.`;
  if (held.length === 0) return `Does not count: ${withoutRole(facts, person.login)}`;
  const current = approvals.filter((review) => review.digest === facts.digest);
  if (current.length === 0) return whichVersion(latest.digest, facts.digest);
  if (!current.some((review) => Number.isFinite(Date.parse(review.submittedAt)))) {
    return "Does not count: the time of the review cannot be read.";
  }
  if (current.every(({ submittedAt }) => precedesPush(facts.lastPush, submittedAt)))
    return "Came before the last push; the policy asks for an approval after it.";
  const missed = facts.steps.findIndex((_, step) => !facts.filled[step] && holds(facts, person, step));
  if (missed < 0) return undefined;
  return `Came before ${facts.steps[missed - 1]?.title} was complete; it takes another approval after that.`;
}

function withoutRole({ steps }: CountedVotes, login: string): string {
  const unknown = steps.filter(({ holders }) => !holders.known);
  return unknown.length > 0
    ? `it cannot be told whether ${login} holds ${titles(unknown)}.`
    : `${login} does not hold ${titles(steps)}.`;
}

function whichVersion(approved: string | undefined, now: string): string {
  if (approved === undefined) {
    return "Does not count: it cannot be proved which version was approved. It takes a new approval.";
  }
  return `Approved an earlier version of the migrations (digest ${approved.slice(0, 8)}, now ${now.slice(0, 8)}). It takes a new approval.`;
}

function titles(steps: CountedVotes["steps"]): string {
  const unique = [...new Set(steps.map(({ title }) => title))];
  return [unique.slice(0, -1).join(", "), unique.at(-1)].filter((part) => part).join(" or ");
}
