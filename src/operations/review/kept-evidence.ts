import type { Moment, Sighting } from "../../core/approval/page.ts";

/** What events said and nobody can ask for later. It goes from head to head as long as the pull request lives. */
export interface KeptEvidence {
  /** Of one review there may be several that disagree. */
  sightings: readonly Sighting[];
  /** Heads, each when GitHub first named it. */
  heads: readonly Moment[];
}

/** All that several texts kept, and what has just been seen. */
export function joinKept(all: readonly KeptEvidence[]): KeptEvidence {
  const sightings = all.flatMap((one) => one.sightings);
  const heads = all.flatMap((one) => one.heads);
  return {
    sightings: [...new Map(sightings.map((one) => [`${one.review} ${one.commit}`, one])).values()].sort(
      (a, b) => a.review - b.review || (a.commit < b.commit ? -1 : 1),
    ),
    // A branch may come back to what it was.
    heads: [...new Map(heads.map((one) => [`${one.sha} ${one.at}`, one])).values()].sort(
      (a, b) => a.at - b.at || (a.sha < b.sha ? -1 : 1),
    ),
  };
}

export const nothingKept: KeptEvidence = { sightings: [], heads: [] };
