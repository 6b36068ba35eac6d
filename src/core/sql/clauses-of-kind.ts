import type { Clause, ClauseKind } from "./clause.ts";
import { onceFor } from "./once-for.ts";

/** How many of the clauses are of that kind? Each of thousands may ask. */
export function countOfKind(clauses: readonly Clause[], kind: ClauseKind): number {
  return counts(clauses).get(kind) ?? 0;
}

const counts = onceFor((clauses: readonly Clause[]) => {
  const found = new Map<ClauseKind, number>();
  for (const { kind } of clauses) found.set(kind, (found.get(kind) ?? 0) + 1);
  return found;
});
