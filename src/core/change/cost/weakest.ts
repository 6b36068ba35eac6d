import type { Algorithm, Cost, Lock } from "../change.ts";

const algorithms: readonly Algorithm[] = ["INSTANT", "INPLACE", "COPY"];
const locks: readonly Lock[] = ["NONE", "SHARED", "EXCLUSIVE"];

const none: Cost = { algorithm: undefined, lock: undefined, rebuilds: undefined };

/** The heaviest of each; what cannot be told for one cannot be told for all. No cost at all where there is none. */
export function weakest(costs: readonly Cost[]): Cost {
  const [first, ...others] = costs;
  return first ? others.reduce(heavier, first) : none;
}

function heavier(a: Cost, b: Cost): Cost {
  return {
    algorithm: last(algorithms, a.algorithm, b.algorithm),
    lock: last(locks, a.lock, b.lock),
    rebuilds: a.rebuilds === undefined || b.rebuilds === undefined ? undefined : a.rebuilds || b.rebuilds,
  };
}

function last<T>(order: readonly T[], a: T | undefined, b: T | undefined): T | undefined {
  if (a === undefined || b === undefined) return undefined;
  return order.indexOf(a) > order.indexOf(b) ? a : b;
}
