export interface Clock {
  /** The moment of the next event, to the second as GitHub writes it; no two events share one. */
  stamp(): string;
  advance(seconds: number): void;
}

/**
 * The sandbox's own time: it starts at the machine's and moves on by a second with each event at least, so that what
 * happened first is also dated first, however fast a scene plays.
 */
export function createClock(): Clock {
  let last = 0;
  let ahead = 0;
  return {
    stamp() {
      last = Math.max(last + 1, Math.floor(Date.now() / 1000) + ahead);
      return new Date(last * 1000).toISOString().replace(".000", "");
    },
    advance(seconds) {
      // Many events in a second have moved it on already.
      ahead = Math.max(ahead, last - Math.floor(Date.now() / 1000)) + seconds;
    },
  };
}
