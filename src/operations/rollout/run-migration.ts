import { announcedRow, failedRow, finishedRow, type RunFacts } from "../../core/rollout/ledger.ts";
import type { LedgerRow, PlannedMigration, PlannedStatement, Task } from "../../core/rollout/rollout.ts";
import type { Clock } from "../ports/clock.ts";
import type { Executed, TargetSession } from "../ports/database.ts";
import type { LedgerBook } from "./ledger-book.ts";
import { StatementError } from "./statement-error.ts";

export interface Running {
  session: TargetSession;
  book: LedgerBook;
  clock: Clock;
  facts: RunFacts;
}

/** What became of a migration, statement by statement, from `task.next` on. */
export interface Ran {
  status: "done" | "failed" | "in-doubt";
  /** What the ledger holds for each statement that was announced, in order. */
  rows: LedgerRow[];
}

/** Runs what is left of a migration. The ledger is written ahead: a statement is announced before it is sent. */
export async function runMigration(running: Running, task: Task, exists: boolean): Promise<Ran> {
  const { session, book } = running;
  const { statements } = task.migration;
  await session.reset();
  for (const index of task.replay) await session.execute(statements[index]?.text ?? "", undefined);
  const rows: LedgerRow[] = [];
  for (let index = task.next; index < statements.length; index++) {
    const isThere = exists || rows.length > 0;
    const row = await runStep(running, task.migration, index, isThere);
    rows.push(row);
    if (row.status !== "done") {
      book.conclude(row);
      // A row that stays announced says the same to the next run: somebody has to find out what became of it.
      if (isThere) await book.flush().catch(() => undefined);
      return { status: row.status === "in-doubt" ? "in-doubt" : "failed", rows };
    }
    await settleDone(book, statements[index], row);
  }
  return { status: "done", rows };
}

/** Where only the ledger can tell that it ran, the ledger says so at once. */
async function settleDone(
  book: LedgerBook,
  statement: PlannedStatement | undefined,
  row: LedgerRow,
): Promise<void> {
  if (settlesItself(statement)) return;
  book.conclude(row);
  if (statement?.probe.kind === "none") await book.flush();
}

/** `exists` = false: this statement creates the database, and its ledger begins with the next write. */
async function runStep(running: Running, migration: PlannedMigration, index: number, exists: boolean) {
  const { session, book, clock, facts } = running;
  const statement = migration.statements[index];
  if (!statement) throw new Error(`${migration.path} has no statement ${index + 1}.`);
  const before = await lookBefore(session, statement);
  const row = announcedRow(migration, index, facts, { at: now(clock), before });
  if (exists) await book.announce(row);
  const ran = await runStatement(running, statement, row);
  if (!exists && ran.status === "done") await session.reset();
  return ran;
}

/** Rows alone, or the COMMIT of a transaction of the migration's own: it commits together with its ledger row. */
function settlesItself(statement: PlannedStatement | undefined): boolean {
  return statement?.probe.kind === "data" && statement.transaction !== "inside";
}

async function lookBefore(session: TargetSession, { probe }: PlannedStatement): Promise<LedgerRow["before"]> {
  const leavesTrace = probe.kind === "tables" || probe.kind === "schema" || probe.kind === "database";
  return leavesTrace ? session.probe(probe) : undefined;
}

async function runStatement(
  { session, clock }: Running,
  statement: PlannedStatement,
  row: LedgerRow,
): Promise<LedgerRow> {
  const settled = (done: Executed) => finishedRow(row, { at: now(clock), ...done });
  try {
    const done = await session.execute(statement.text, settlesItself(statement) ? settled : undefined);
    const isLast = row.statement === row.statements - 1;
    if (!isLast || !done.inTransaction) return settled(done);
    const note = "The migration ends with its transaction open, so the server undoes it. End it with COMMIT.";
    return failedRow(row, "failed", now(clock), note);
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    return failedRow(row, error.fate === "unknown" ? "in-doubt" : "failed", now(clock), error.message);
  }
}

function now(clock: Clock): string {
  return clock.now().toISOString();
}
