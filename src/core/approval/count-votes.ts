import type { Excluded, FlowInput, Person, RoleHolders } from "./approval.ts";
import { exclusionOf } from "./exclusion-of.ts";
import { fillSteps, type Rules, type Vote } from "./fill-steps.ts";
import { type ReviewerState, reviewerStates } from "./reviewer-states.ts";

/** The input, read once: who holds what, whose word counts for which step, and who fills it. */
export interface CountedVotes {
  rules: Rules;
  code: FlowInput["code"];
  steps: readonly { role: string; title: string; holders: RoleHolders }[];
  excluded: readonly Excluded[];
  unprovable: string | undefined;
  lastPush: FlowInput["lastPush"];
  reviewers: readonly ReviewerState[];
  /** Approvals that may count, for each step. */
  votes: readonly (readonly Vote[])[];
  filled: readonly (Vote | undefined)[];
}

export function countVotes(input: FlowInput): CountedVotes {
  const steps = input.flow.steps.map((role) => ({
    role,
    title: input.roles.get(role)?.title ?? role,
    holders: input.holders.get(role) ?? { known: false, why: `the policy has no role "${role}"` },
  }));
  const { order, distinct, code, unprovable, lastPush } = input;
  const pusher = lastPush?.by ? [{ ...lastPush.by, why: "pushed last" }] : [];
  const people = { steps, excluded: [...input.excluded, ...pusher], unprovable };
  const reviewers = reviewerStates(input.reviews);
  const votes = steps.map((_, step) =>
    reviewers
      .filter(({ person }) => holds(people, person, step) && !barred(people, person))
      .flatMap(votesOf)
      .filter((vote) => !precedesPush(lastPush, vote.at)),
  );
  const rules = { order, distinct, roles: steps.map(({ role }) => role) };
  return { ...people, rules, code, lastPush, reviewers, votes, filled: fillSteps(votes, rules) };
}

/** A push whose time cannot be read comes after everything. */
export function precedesPush(lastPush: FlowInput["lastPush"], at: string): boolean {
  return lastPush !== undefined && !(Date.parse(at) >= Date.parse(lastPush.at));
}

/** What was seen alone says what was approved: `commit_id` and commit dates prove nothing. */
function votesOf({ person, approvals }: ReviewerState): Vote[] {
  return approvals
    .filter(({ sight }) => sight.covers)
    .map(({ id, submittedAt }) => ({ person, review: id, at: submittedAt, time: Date.parse(submittedAt) }))
    .filter((vote) => Number.isFinite(vote.time));
}

export function holds({ steps }: Pick<CountedVotes, "steps">, person: Person, step: number): boolean {
  return holdersOf({ steps }, step).some((holder) => holder.id === person.id);
}

/** In the order of their logins; empty also where the holders are not known. */
export function holdersOf({ steps }: Pick<CountedVotes, "steps">, step: number): Person[] {
  const holders = steps[step]?.holders;
  return holders?.known ? [...holders.people].sort((a, b) => (a.login < b.login ? -1 : 1)) : [];
}

/** Why this person may not approve this change; undefined = they may. */
export function barred(
  { excluded, unprovable }: Pick<CountedVotes, "excluded" | "unprovable">,
  person: Person,
): string | undefined {
  if (unprovable !== undefined) return "may have written it";
  if (person.bot) return "is a bot";
  return exclusionOf(excluded, person)?.why;
}
