import type { Person } from "./approval.ts";
import { barred, type CountedVotes, holdersOf, holds } from "./count-votes.ts";
import { areApart, fillSteps, type Vote } from "./fill-steps.ts";

/**
 * For each step, whose word moves it. Where the only holders already fill another step, that is whoever could take
 * their place there.
 */
export function whoMayAct(facts: CountedVotes): Person[][] {
  const able = whoMayApprove(facts);
  return able.map((people, step) =>
    people.length > 0 || facts.filled[step] ? people : whoMayRelieve(facts, step),
  );
}

function whoMayApprove(facts: CountedVotes): Person[][] {
  const free = facts.steps.map((_, step) =>
    facts.filled[step]
      ? []
      : holdersOf(facts, step).filter((p) => !barred(facts, p) && isFree(facts, p, step)),
  );
  // Two steps that only one person could fill: the second of them has nobody.
  const imagined = free.map((people) => people.map((person) => imaginedVote(person)));
  const possible = fillSteps(imagined, { ...facts.rules, order: "any" });
  return free.map((people, step) => (possible[step] ? people : []));
}

/** Free for a step = the steps that need others than this one does stay filled without them. */
function isFree(facts: CountedVotes, person: Person, step: number): boolean {
  const without = facts.votes.map((votes, i) =>
    areApart(facts.rules, i, step) ? votes.filter((vote) => vote.person.id !== person.id) : votes,
  );
  return count(fillSteps(without, facts.rules)) === count(facts.filled);
}

function whoMayRelieve(facts: CountedVotes, stuck: number): Person[] {
  const others = facts.steps.flatMap((_, step) => (facts.filled[step] ? holdersOf(facts, step) : []));
  const unique = others.filter((person, i) => others.findIndex((other) => other.id === person.id) === i);
  return unique.filter((person) => {
    if (barred(facts, person) || !isFree(facts, person, stuck)) return false;
    const votes = facts.votes.map((step, i) =>
      holds(facts, person, i) ? [...step, imaginedVote(person)] : [...step],
    );
    const filled = fillSteps(votes, facts.rules);
    return (
      filled[stuck] !== undefined || (whoMayApprove({ ...facts, votes, filled })[stuck]?.length ?? 0) > 0
    );
  });
}

/** As if they approved now: after everything that was said so far. */
function imaginedVote(person: Person): Vote {
  return { person, review: Number.POSITIVE_INFINITY, at: "", time: Number.POSITIVE_INFINITY };
}

function count(filled: readonly (Vote | undefined)[]): number {
  return filled.filter((vote) => vote !== undefined).length;
}
