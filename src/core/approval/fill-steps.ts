import type { Person } from "./approval.ts";

/** An approval that may count, of one person for one step. */
export interface Vote {
  person: Person;
  review: number;
  at: string;
  /** `at` as a number, to compare. */
  time: number;
}

export interface Rules {
  order: "strict" | "any";
  distinct: boolean;
  /** The role of each step. */
  roles: readonly string[];
}

/** Whether two steps need two people: all do by `distinct`, and a role that is asked twice always does. */
export function areApart(
  { distinct, roles }: Pick<Rules, "distinct" | "roles">,
  a: number,
  b: number,
): boolean {
  return distinct || roles[a] === roles[b];
}

/** Who fills which step: as many steps as the votes can, and of equal ways the one with the earliest votes. */
export function fillSteps(votes: readonly (readonly Vote[])[], rules: Rules): (Vote | undefined)[] {
  const sorted = votes.map((step) => [...step].sort(earlier));
  if (rules.order === "any") return matching(sorted, rules);
  const chain = longestChain(sorted, rules);
  return sorted.map((_, i) => chain[i]);
}

function earlier(a: Vote, b: Vote): number {
  return a.time - b.time || a.review - b.review;
}

/** Each step's vote at or after the vote of the step before. A search: whom a step takes, a later one cannot have. */
function longestChain(steps: readonly (readonly Vote[])[], rules: Rules): readonly Vote[] {
  const reach = [...steps, []].findIndex((step) => step.length === 0);
  const seen = new Set<string>();
  let best: readonly Vote[] = [];
  const extend = (chain: readonly Vote[]): boolean => {
    if (chain.length > best.length) best = chain;
    if (best.length === reach) return true;
    const after = chain.at(-1)?.time ?? Number.NEGATIVE_INFINITY;
    const step = chain.length;
    const matters = (i: number) => steps.some((_, later) => later >= step && areApart(rules, i, later));
    const kept = chain.flatMap(({ person }, i) => (matters(i) ? [`${rules.roles[i]} ${person.id}`] : []));
    const state = `${step} ${after} ${kept.sort().join()}`;
    if (seen.has(state)) return false;
    seen.add(state);
    const used = chain.flatMap(({ person }, i) => (areApart(rules, i, step) ? [person.id] : []));
    const possible = (steps[step] ?? []).filter((v) => v.time >= after && !used.includes(v.person.id));
    const isAlone = !steps.some((_, later) => later > step && areApart(rules, step, later));
    return (isAlone ? possible.slice(0, 1) : firstOfEach(possible)).some((vote) => extend([...chain, vote]));
  };
  extend([]);
  return best;
}

/** A maximum bipartite matching of steps and people by augmenting paths; earlier steps keep their place. */
function matching(steps: readonly (readonly Vote[])[], rules: Rules): (Vote | undefined)[] {
  const filled: (Vote | undefined)[] = steps.map(() => undefined);
  const place = (step: number, tried: Set<number>): boolean =>
    firstOfEach(steps[step] ?? []).some((vote) => {
      if (tried.has(vote.person.id)) return false;
      tried.add(vote.person.id);
      const holding = filled.findIndex(
        (other, i) => other?.person.id === vote.person.id && areApart(rules, i, step),
      );
      if (holding >= 0 && !place(holding, tried)) return false;
      filled[step] = vote;
      return true;
    });
  steps.forEach((_, step) => {
    place(step, new Set());
  });
  return filled;
}

/** A person's later votes for the same step are never better than the first. */
function firstOfEach(votes: readonly Vote[]): Vote[] {
  return votes.filter((vote, i) => votes.findIndex((other) => other.person.id === vote.person.id) === i);
}
