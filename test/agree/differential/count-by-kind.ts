import type { Trial } from "./compare-condition.ts";

/** How many statements of a kind met every row, or spared some, and of how many of them "every row" is said. */
export interface Count {
  every: Said;
  spared: Said;
}

interface Said {
  all: number;
  known: number;
  unknown: number;
}

/** In the order of the kinds' names. What met no row at all counts nowhere. */
export function countByKind(trials: readonly Trial[]): [kind: string, count: Count][] {
  const kinds = [...new Set(trials.map(({ kind }) => kind))].toSorted();
  return kinds.map((kind) => [kind, countOf(trials.filter((trial) => trial.kind === kind))]);
}

export function countOf(trials: readonly Trial[]): Count {
  return { every: saidOf(trials, "every"), spared: saidOf(trials, "spared") };
}

function saidOf(trials: readonly Trial[], rows: Trial["rows"]): Said {
  const fit = trials.filter((trial) => trial.rows === rows);
  return {
    all: fit.length,
    known: fit.filter(({ said, perhaps }) => said.known || (rows === "every" && perhaps.known)).length,
    unknown: fit.filter(({ said, perhaps }) => said.unknown || (rows === "every" && perhaps.unknown)).length,
  };
}

export function tellCount({ every, spared }: Count): string {
  const share = (part: number) =>
    `${part}${every.all > 0 ? ` (${Math.round((100 * part) / every.all)} %)` : ""}`;
  return `every row ${every.all}: said of ${share(every.known)}, without the catalog ${share(every.unknown)}; rows spared ${spared.all}: said of ${spared.known}, ${spared.unknown}`;
}
