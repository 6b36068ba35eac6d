import { entriesOf } from "../../core/rollout/ledger/entries.ts";
import type { EntryOf } from "../../core/rollout/ledger/row.ts";
import { placeOf } from "../../core/rollout/questions.ts";
import type { PlannedMigration, Refusal, Task } from "../../core/rollout/rollout.ts";
import { createsDatabase, pendingTasks, where } from "../../core/rollout/tasks.ts";
import type { Unit } from "../../core/rollout/units/unit.ts";
import type { TargetSession } from "../ports/target-session.ts";
import { sha256 } from "../sha256.ts";
import type { LedgerBook } from "./ledger-book.ts";
import type { TargetPlan } from "./look-at-targets.ts";
import type { StatementOutcome } from "./running.ts";
import { StatementError } from "./statement-error.ts";

const first: Unit = { first: 0, last: 0, protocol: "evidence", why: undefined };

function doneBy(migration: PlannedMigration, found?: string): EntryOf<"done"> {
  return entriesOf(migration, sha256).done(first, found === undefined ? {} : { found });
}

/** The one statement that runs before there is a ledger: it makes the database that the ledger is in. */
export async function makeDatabase(
  session: TargetSession,
  { migration, target }: Task,
  outcomes: StatementOutcome[],
): Promise<{ done: EntryOf<"done"> } | { stop: Refusal }> {
  try {
    const { ms } = await session.send(migration.statements[0]?.text ?? "");
    outcomes.push({ index: 0, status: "done", ms, said: undefined });
    await session.reset();
    return { done: doneBy(migration) };
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    outcomes.push({ index: 0, status: "failed", ms: error.ms, said: error.message });
    const what = `The server refused ${placeOf(migration, 0)} on ${where(target)}: ${error.message}`;
    return {
      stop: {
        code: "statement-failed",
        what,
        fix: "Fix the cause, or that statement, and start the rollout again.",
      },
    };
  }
}

/**
 * A run that ended between CREATE DATABASE and the first row of the new database's ledger leaves an empty database. One
 * that is there and empty is what a plain CREATE DATABASE makes.
 */
export async function adoptDatabase({
  session,
  book,
  plan,
}: {
  session: TargetSession;
  book: LedgerBook;
  plan: TargetPlan;
}): Promise<boolean> {
  const [task] = pendingTasks(plan.tasks);
  const [opening] = task?.migration.statements ?? [];
  const untouched = plan.state.exists && plan.ledger.files.size === 0 && task?.next === 0;
  if (!untouched || !task || !opening || !createsDatabase(opening, task.target.database)) return false;
  if (!/^\s*create\s+(database|schema)\s+(`[^`]+`|\w+)\s*$/i.test(opening.text)) return false;
  if ((await session.schema()).size > 0) return false;
  await book.write(session, doneBy(task.migration, "The database was there already, and empty."));
  return true;
}
