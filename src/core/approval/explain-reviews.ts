import type { FlowState, Sight } from "./approval.ts";
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
  const current = approvals.filter(({ sight }) => sight.covers);
  if (current.length === 0) return whatWasSeen(latest.sight, facts.code);
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

function whatWasSeen(sight: Sight, { text, isNeeded }: CountedVotes["code"]): string | undefined {
  if (sight.covers) return undefined;
  const way = isNeeded
    ? `approve again, with \`${text}\` in the review`
    : `approve again, or put \`${text}\` in the review`;
  return `Does not count: it ${sight.why}; ${way}.`;
}

function titles(steps: CountedVotes["steps"]): string {
  const unique = [...new Set(steps.map(({ title }) => title))];
  return [unique.slice(0, -1).join(", "), unique.at(-1)].filter((part) => part).join(" or ");
}
