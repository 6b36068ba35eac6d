import { during, type Moment } from "./page.ts";

/** A turn of a pull request to another base branch. */
export interface Retarget {
  at: number;
  from: string;
  to: string;
}

/** A move of a base branch; `forced`: what was there before is not in it. */
export interface BaseMove extends Moment {
  forced: boolean;
}

/** What a pull request was compared with from a moment on, and the commit whose policy it was judged by. */
export interface BaseTip {
  at: number;
  tip: string;
  policyOf: string;
  forced: boolean;
}

interface BaseHistory {
  openedAt: number;
  /** The base branch, and its tip now. */
  base: { ref: string; tip: string };
  /** Oldest first; undefined = they cannot be told. */
  retargets: readonly Retarget[] | undefined;
  /** Moves of each branch that was the base, oldest first, the one that held at the beginning included. */
  records: ReadonlyMap<string, readonly BaseMove[] | undefined>;
  /** From its merge on a pull request shows what it changed of the commit that it was merged onto. */
  merged?: { at: number; commit: string; onto: string } | undefined;
}

/** Which branch a pull request went into from when on, oldest first; undefined = the turns do not fit each other. */
export function basesOf({
  openedAt,
  base,
  retargets,
}: Pick<BaseHistory, "openedAt" | "base" | "retargets">): { at: number; ref: string }[] | undefined {
  if (!retargets) return undefined;
  const first = { at: openedAt, ref: retargets[0]?.from ?? base.ref };
  const bases = [first, ...retargets.map(({ at, to }) => ({ at, ref: to }))];
  const fits = retargets.every(({ from }, i) => bases[i]?.ref === from) && bases.at(-1)?.ref === base.ref;
  return fits ? bases : undefined;
}

/** Since the pull request was opened, oldest first; undefined = not all of it can be told. */
export function baseTips(history: BaseHistory): BaseTip[] | undefined {
  const bases = basesOf(history);
  if (!bases) return undefined;
  const tips: BaseTip[] = [];
  for (const [i, { at, ref }] of bases.entries()) {
    const moves = history.records.get(ref);
    const until = bases[i + 1]?.at ?? Number.POSITIVE_INFINITY;
    // Of a record that begins later, nobody knows what held before.
    if (!moves?.some((move) => move.at <= at)) return undefined;
    for (const [j, { sha, at: since, forced }] of during(moves, at, until).entries())
      tips.push({ tip: sha, policyOf: sha, at: Math.max(since, at), forced: forced || j === 0 });
  }
  if (!tips.some(({ tip }) => tip === history.base.tip)) return undefined;
  return history.merged ? sinceMerge(tips, history.merged) : tips;
}

function sinceMerge(
  tips: readonly BaseTip[],
  merged: { at: number; commit: string; onto: string },
): BaseTip[] {
  const named = tips.findIndex(({ tip }) => tip === merged.commit);
  const first = named < 0 ? tips.findIndex(({ at }) => at >= merged.at) : named;
  return tips.map((tip, i) => (first >= 0 && i >= first ? { ...tip, tip: merged.onto, forced: true } : tip));
}
