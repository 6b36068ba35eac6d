/**
 * Seconds that one try waits for a lock. While a definition waits for its metadata lock, everybody who comes later waits
 * after it, so that this is how long readers may stand; a change of rows holds up those alone who want its rows.
 */
export const lockWaitSeconds = { metadata: 2, rows: 5 };

/** How long to leave the table to the others, in multiples of what the try waited. */
const pauses = { definition: { least: 8, most: 12 }, rows: { least: 2, most: 4 } };

/** More than a server ever took to say that the time is over; a copy of less is not worth more than a try. */
const marginMs = 1_000;

/** A lock was waited for as long as the session waits. */
export const lockWaitTimeout = 1205;
const deadlock = 1213;
/** A row has changed since it was read: MariaDB's innodb_snapshot_isolation. */
const snapshotConflict = 1020;

/** A statement that the server refused, after `ms`. */
export interface RefusedTry {
  number: number;
  ms: number;
  /** How long its session waits for a metadata lock; undefined = as `lockWaitSeconds`. */
  waitMs?: number | undefined;
}

/** What was tried, and how it went on. `random`: from 0 to 1, so that two that met once do not meet again. */
interface Tries {
  of: "definition" | "rows";
  /** Since the first try began. */
  spentMs: number;
  lockWaitMs: number;
  random: number;
}

/** Milliseconds until the next try; undefined = it is not tried again by itself. */
export function pauseBeforeRetry(error: RefusedTry, tries: Tries): number | undefined {
  const waited = waitedFor(error, tries.of);
  if (waited === undefined) return undefined;
  const { least, most } = pauses[tries.of];
  const pause = waited * (least + (most - least) * tries.random);
  return tries.spentMs + pause > tries.lockWaitMs ? undefined : Math.round(pause);
}

/** What one try waits; undefined = it did not only wait, or for no lock. */
function waitedFor(error: RefusedTry, of: Tries["of"]): number | undefined {
  const { number } = error;
  if (of === "definition") return waitedAtStart(error) ? waitMsOf(error) : undefined;
  if (number === lockWaitTimeout) return lockWaitSeconds.rows * 1_000;
  // The server noticed at once, and the other one is through soon.
  return number === deadlock || number === snapshotConflict ? 500 : undefined;
}

/**
 * A definition that waited at its start has done nothing yet, and took as long as its session waits; one that waited at its
 * end (a copy waits nowhere else) has done all the work before.
 */
function waitedAtStart(error: RefusedTry): boolean {
  return error.number === lockWaitTimeout && error.ms < waitMsOf(error) + marginMs;
}

/** It worked, and was undone since somebody used the table when it wanted to put its work in place. */
export function wasUndoneAtEnd(error: RefusedTry): boolean {
  return error.number === lockWaitTimeout && !waitedAtStart(error);
}

function waitMsOf({ waitMs = lockWaitSeconds.metadata * 1_000 }: RefusedTry): number {
  return waitMs;
}
