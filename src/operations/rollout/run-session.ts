import type { Unit } from "../../core/rollout/units/unit.ts";
import { answered, type Running, refuseUnit, sqlAt, type UnitEnd } from "./running.ts";
import { StatementError } from "./statement-error.ts";

/** What dies with the session: nothing has to be told afterwards, so its outcome is written with the next row. */
export async function runSession(running: Running, unit: Unit): Promise<UnitEnd> {
  const { session, book, entries } = running;
  for (let at = unit.first; at <= unit.last; at++) {
    try {
      answered(running, at, await session.send(sqlAt(running, at)));
    } catch (error) {
      if (!(error instanceof StatementError)) throw error;
      const { inTransaction, autocommit } = await session.send("ROLLBACK");
      running.state = { ...running.state, inTransaction, autocommit };
      return refuseUnit(running, unit, at, error);
    }
  }
  book.keep(entries.done(unit));
  return { next: unit.last + 1 };
}
