import type { StatementError } from "./statement-error.ts";

const lockWaitTimeout = 1205;
const deadlock = 1213;
/** A row has changed since it was read: MariaDB's innodb_snapshot_isolation. */
const snapshotConflict = 1020;

/** The server rolled the statement, or its transaction, back for another session's lock. */
export function retryable({ number }: StatementError): boolean {
  return number === lockWaitTimeout || number === deadlock || number === snapshotConflict;
}

/** The longest that a definition waits at its start, plus what it takes to say so. */
const startMs = 6_000;

/** A definition that waited at its start has done nothing yet; one that waited at its end has done all the work. */
export function waitedAtStart({ number, ms }: StatementError): boolean {
  return number === lockWaitTimeout && ms < startMs;
}
