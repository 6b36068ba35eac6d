/**
 * How statements run, so that afterwards it can be told what took effect.
 * token: the ledger's row is written in the transaction of the statements, so both are there or neither. evidence: the
 * definition is read before and, where the answer was lost, compared. observed: announced, run, and recorded when the
 * answer is there; if that is lost, a person is asked. session: nothing outlives the session.
 */
export type Protocol = "token" | "evidence" | "observed" | "session";

/** Statements that are done together or not at all, by index; one, but for a transaction of the file's own. */
export interface Unit {
  first: number;
  last: number;
  protocol: Protocol;
  /** Of `observed`: the sentence why nothing better can be had. */
  why: string | undefined;
}

/** The session as the server's answers show it, and what was sent in it. */
export interface SessionState {
  autocommit: boolean;
  inTransaction: boolean;
  /** The transaction that is open was opened by the file, which has changed nothing in it. */
  isEmpty: boolean;
  /** LOCK TABLES is in force, which START TRANSACTION would end. */
  locked: boolean;
  /** Something ran that cannot be seen: it may have locked tables, or made temporary ones. */
  opaque: boolean;
}

/** What COMMIT would keep and ROLLBACK would undo. */
export function holdsChanges({ inTransaction, isEmpty }: Pick<SessionState, "inTransaction" | "isEmpty">) {
  return inTransaction && !isEmpty;
}

export const freshSession: SessionState = {
  autocommit: true,
  inTransaction: false,
  isEmpty: false,
  locked: false,
  opaque: false,
};
