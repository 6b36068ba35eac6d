import type { PlannedStatement } from "../rollout.ts";
import { holdsChanges, type SessionState, type Unit } from "./unit.ts";

type Statements = readonly PlannedStatement[];

/** The unit that begins at a statement of a file, in a session as it is then. Whatever is not clear is observed. */
export function unitAt(statements: Statements, index: number, session: SessionState): Unit {
  const { facts } = at(statements, index);
  const { role } = facts;
  const alone = { first: index, last: index };
  if (facts.autocommit !== undefined && holdsChanges(session))
    return observed(index, endOf(statements, index), "It may commit what is open.");
  if (role.kind === "opens") return transactionAt(statements, index, session);
  if (role.kind === "unclear") return { ...alone, protocol: "observed", why: role.why };
  if (facts.touchesTemporary && session.opaque)
    return {
      ...alone,
      protocol: "observed",
      why: "Whether its table is a temporary one cannot be told here.",
    };
  if (role.kind === "session" || role.kind === "ends")
    return { ...alone, protocol: "session", why: undefined };
  if (role.kind === "rows") return rowsAt(statements, index, session);
  const why = whyNoEvidence(session);
  return why === undefined
    ? { ...alone, protocol: "evidence", why }
    : { ...alone, protocol: "observed", why };
}

/** All units of a file that runs undisturbed from a statement on, as far as that can be told before. */
export function unitsFrom(
  statements: Statements,
  index: number,
  start: SessionState,
): { units: Unit[]; end: SessionState } {
  const units: Unit[] = [];
  let session = start;
  for (let next = index; next < statements.length; ) {
    const unit = unitAt(statements, next, session);
    units.push(unit);
    session = sessionAfter(statements, unit, session);
    next = unit.last + 1;
  }
  return { units, end: session };
}

/** The session as it should be after a unit; what the server says counts for more. */
export function sessionAfter(statements: Statements, unit: Unit, before: SessionState): SessionState {
  let session = before;
  for (let index = unit.first; index <= unit.last; index++) {
    const { role, autocommit, locks, commits, session: use } = at(statements, index).facts;
    const opens = role.kind === "opens";
    const isOff = !(autocommit ?? session.autocommit);
    const ends = role.kind === "ends" || commits || autocommit === true || locks === "takes";
    session = {
      autocommit: autocommit ?? session.autocommit,
      inTransaction: opens || ((session.inTransaction || (isOff && role.kind === "rows")) && !ends),
      isEmpty: opens || (session.isEmpty && !ends && role.kind === "session"),
      locked: locks === undefined ? session.locked && !opens : locks === "takes",
      opaque: session.opaque || use.runsCode,
    };
  }
  return session;
}

function rowsAt(statements: Statements, index: number, session: SessionState): Unit {
  if (session.inTransaction || !session.autocommit) {
    const why = session.autocommit
      ? "A transaction is open that the file did not open in a way that can be followed."
      : "autocommit is off.";
    return observed(index, endOf(statements, index), why);
  }
  const why = whyNoToken(statements, index, index, session);
  return why === undefined
    ? { first: index, last: index, protocol: "token", why }
    : observed(index, index, why);
}

/** START TRANSACTION, up to its end. */
function transactionAt(statements: Statements, first: number, session: SessionState): Unit {
  const readOnly = isReadOnly(statements, first);
  const inner = (index: number) => statements[index]?.facts;
  let last = first + 1;
  while (inner(last)?.staysInside || inner(last)?.role.kind === "rows") last++;
  const end = inner(last);
  const between = statements.slice(first + 1, last);
  const changesNothing = between.every(({ facts }) => facts.role.kind !== "rows");
  if (changesNothing && (end?.role.kind === "definition" || end?.locks === "takes"))
    return { first, last: first, protocol: "session", why: undefined };
  const rest = endOf(statements, first + 1);
  if (end?.role.kind !== "ends") return observed(first, rest, whyNotWhole(statements, last));
  if (readOnly || end.role.by === "rollback" || changesNothing)
    return { first, last, protocol: "session", why: undefined };
  const why = whyNoToken(statements, first, last, session);
  return why === undefined ? { first, last, protocol: "token", why } : observed(first, last, why);
}

function isReadOnly(statements: Statements, index: number): boolean {
  const { role } = at(statements, index).facts;
  return role.kind === "opens" && role.readOnly;
}

function whyNotWhole(statements: Statements, index: number): string {
  const found = statements[index];
  if (!found) return "The file ends with its transaction open.";
  const { role } = found.facts;
  if (role.kind === "unclear") return `Line ${found.line} stands in its transaction. ${role.why}`;
  return `Line ${found.line} stands in its transaction, and the server commits there.`;
}

function whyNoToken(
  statements: Statements,
  first: number,
  last: number,
  session: SessionState,
): string | undefined {
  if (session.locked) return "LOCK TABLES is in force.";
  if (session.opaque) return "What ran before it in the session cannot be seen.";
  if (holdsChanges(session)) return "Another transaction is open.";
  if (!session.autocommit) return "autocommit is off.";
  const disturbed = first === last ? [first, last + 1] : [first + 1, last + 1];
  const reader = disturbed.find((index) => statements[index]?.facts.session.readsDiagnostics);
  if (reader === undefined) return undefined;
  return `Line ${statements[reader]?.line} may read what the server says of the statement before it.`;
}

function whyNoEvidence(session: SessionState): string | undefined {
  if (session.locked) return "LOCK TABLES is in force.";
  return holdsChanges(session) ? "A transaction is open, which the server commits here." : undefined;
}

/** Where what is open ends at the latest, as far as the file says. */
function endOf(statements: Statements, index: number): number {
  const end = statements.findIndex(
    ({ facts }, i) => i >= index && (facts.role.kind === "ends" || facts.commits),
  );
  return end < 0 ? statements.length - 1 : end;
}

function observed(first: number, last: number, why: string): Unit {
  return { first, last: Math.max(first, last), protocol: "observed", why };
}

function at(statements: Statements, index: number): PlannedStatement {
  const found = statements[index];
  if (!found) throw new Error(`There is no statement ${index + 1}.`);
  return found;
}
