import type { Unit } from "../../core/rollout/units/unit.ts";
import { refusedBeforeRunning } from "./refused-before-running.ts";
import { answered, doubt, noteFailure, type Running, refuseUnit, sqlAt, type UnitEnd } from "./running.ts";
import { StatementError } from "./statement-error.ts";
import { whyNotRolledBack } from "./unit-tables.ts";

/**
 * What cannot be told afterwards: announced, run, and recorded as soon as the answer is there and no transaction is open.
 * The server's flags say where the unit ends, sooner or later than the file seems to.
 */
export async function runObserved(running: Running, unit: Unit, why: string): Promise<UnitEnd> {
  const { session, book, entries, migration } = running;
  const as = (last: number): Unit => ({ ...unit, protocol: "observed", last });
  let announced = unit.last;
  await book.write(session, entries.sent(as(announced), { why }));
  running.storage.clear();
  for (let at = unit.first; at < migration.statements.length; at++) {
    if (at > announced) {
      announced = migration.statements.length - 1;
      await book.write(session, entries.sent(as(announced), { why }));
    }
    try {
      answered(running, at, await session.send(sqlAt(running, at)));
    } catch (error) {
      if (!(error instanceof StatementError)) throw error;
      return refused(running, as(announced), at, error);
    }
    if (!running.state.inTransaction) {
      await book.write(session, entries.done(as(at)));
      return { next: at + 1 };
    }
  }
  return leftOpen(running, as(announced));
}

/** The file is over and a transaction is open: what it changed is undone when the session ends. */
async function leftOpen(running: Running, unit: Unit): Promise<UnitEnd> {
  const { session, book, entries } = running;
  if ((await session.changedRows()) === 0) {
    await session.send("ROLLBACK");
    await book.write(session, entries.done(unit));
    return { next: unit.last + 1 };
  }
  await session.send("ROLLBACK");
  const why =
    "The file ends with its transaction open, so the server undoes what that changed. End it with COMMIT.";
  return doubt(running, unit, why);
}

async function refused(running: Running, unit: Unit, at: number, error: StatementError): Promise<UnitEnd> {
  const { session } = running;
  const flags = await session.flags();
  running.state = { ...running.state, ...flags };
  if (flags.inTransaction) {
    const { inTransaction } = await session.send("ROLLBACK");
    running.state = { ...running.state, inTransaction };
  }
  if (at === unit.first && (await nothingRan(running, at, error)))
    return refuseUnit(running, { ...unit, last: unit.last }, at, error);
  noteFailure(running, at, "in-doubt", error.message, error.ms);
  const line = running.migration.statements[at]?.line;
  const before = at > unit.first ? " What came before it in its transaction may be undone, or not." : "";
  return doubt(running, unit, `The server refused line ${line}: ${error.message}.${before}`);
}

/** A single statement that the server refused before it began, or that it can undo. */
async function nothingRan(running: Running, at: number, error: StatementError): Promise<boolean> {
  const statement = running.migration.statements[at];
  if (!statement) return false;
  if (await refusedBeforeRunning(running, at, error)) return true;
  return statement.facts.role.kind === "rows" && (await whyNotRolledBack(running, [statement])) === undefined;
}
