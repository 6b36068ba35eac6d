import type { LedgerRow } from "../../core/rollout/ledger/row.ts";
import type { ObjectName } from "../../core/rollout/object-name.ts";
import { whyNotUndone } from "../../core/rollout/units/may-hold-token.ts";
import type { Unit } from "../../core/rollout/units/unit.ts";
import type { ServerAnswer } from "../ports/target-session.ts";
import { retryable } from "./retry.ts";
import { answered, doubt, type Running, refuseUnit, remarksOf, sqlAt, type UnitEnd } from "./running.ts";
import { StatementError } from "./statement-error.ts";

/** Why the ledger's row cannot stand for the unit's; asked of the server once for each table. */
export async function whyObserved(running: Running, unit: Unit): Promise<string | undefined> {
  const { session, storage, migration } = running;
  const roles = migration.statements.slice(unit.first, unit.last + 1).map(({ facts }) => facts.role);
  const rows = roles.flatMap((role) => (role.kind === "rows" ? [role] : []));
  const [writes, reads] = [rows.flatMap((one) => one.writes), rows.flatMap((one) => one.reads)];
  const unknown = [...writes, ...reads].filter((table) => !storage.has(storageKey(table)));
  for (const table of await session.storage(unknown)) storage.set(storageKey(table), table);
  const stored = (tables: readonly ObjectName[]) =>
    tables.flatMap((table) => storage.get(storageKey(table)) ?? []);
  return whyNotUndone(stored(writes), stored(reads));
}

export function storageKey({ database, name }: ObjectName): string {
  return `${database}\0${name}`;
}

/** How often a statement that met another session's lock is tried. */
const attempts = 6;

/**
 * Rows that can be undone: the unit's row of the ledger is written first in their transaction, so that both are there or
 * neither. A statement alone is tried again where the server has undone it for a lock; a transaction of the file's own is
 * not, since its statements before have to be sent again too: the next run does that.
 */
export async function runToken(running: Running, unit: Unit): Promise<UnitEnd> {
  const alone = unit.first === unit.last;
  for (let attempt = 1; ; attempt++) {
    const tried = await attemptUnit(running, unit, alone);
    if (!("error" in tried)) return tried;
    const again = alone && attempt < attempts && !running.cancel.aborted && retryable(tried.error);
    if (!again) return refuseUnit(running, unit, tried.at, tried.error);
    await running.pause(2_000);
  }
}

type Tried = UnitEnd | { error: StatementError; at: number };

async function attemptUnit(running: Running, unit: Unit, alone: boolean): Promise<Tried> {
  const { session, book, entries } = running;
  let at = unit.first;
  let row: LedgerRow | undefined;
  const inner: ServerAnswer[] = [];
  const said: string[] = [];
  try {
    if (alone) await session.send("START TRANSACTION");
    else inner.push(await session.send(sqlAt(running, at)));
    row = await book.token(session, entries.done(unit));
    for (at = alone ? unit.first : unit.first + 1; at < (alone ? unit.last + 1 : unit.last); at++) {
      const answer = await session.send(sqlAt(running, at));
      inner.push(answer);
      said.push(...(await remarksOf(running, answer)));
      if (!answer.inTransaction)
        return contradicted(running, unit, row, "The transaction ended in the middle.");
    }
    at = unit.last;
    const end = await session.send(alone ? "COMMIT" : sqlAt(running, at));
    if (end.inTransaction)
      return contradicted(running, unit, row, "The transaction is still open after its COMMIT.");
    if (!alone) inner.push(end);
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    return undone(running, unit, { error, at, row });
  }
  book.confirm();
  noteAnswers(running, unit, { answers: inner, row: row.id, said });
  return { next: unit.last + 1 };
}

function noteAnswers(
  running: Running,
  unit: Unit,
  { answers, row, said }: { answers: readonly ServerAnswer[]; row: number; said: string[] },
): void {
  const measured = { ms: 0, rows: 0, warnings: 0 };
  for (const [i, answer] of answers.entries()) {
    answered(running, unit.first + i, { ...answer, inTransaction: false });
    for (const field of ["ms", "rows", "warnings"] as const) measured[field] += answer[field];
  }
  const { statement, through, statementSha256, ...file } = running.entries.done(unit);
  const about = {
    project: file.project,
    path: file.path,
    sha256: file.sha256,
    statement,
    through,
    statementSha256,
  };
  running.book.keep({
    event: "measured",
    ...about,
    detail: { row, ...measured, ...(said.length > 0 && { said }) },
  });
}

/** "Some non-transactional changed tables couldn't be rolled back" */
const notUndone = 1196;

/** The server refused something: everything is rolled back, and the ledger is asked whether that was all. */
async function undone(
  running: Running,
  unit: Unit,
  { error, at, row }: { error: StatementError; at: number; row: LedgerRow | undefined },
): Promise<Tried> {
  const rolledBack = await running.session.send("ROLLBACK");
  const remarks = rolledBack.warnings > 0 ? await running.session.warnings() : [];
  const keptSome = remarks.some(({ number }) => number === notUndone);
  running.state = { ...running.state, inTransaction: rolledBack.inTransaction };
  const committed = await whetherCommitted(running, row);
  // COMMIT itself may say no and have committed; a transaction that committed before is not what was planned.
  if (committed && at === unit.last) return { next: unit.last + 1 };
  if (committed || keptSome)
    return doubt(running, unit, `${error.message} The server could not undo all of it.`);
  return { error, at };
}

/** What the session does is not what was planned: no more is known than that. */
async function contradicted(running: Running, unit: Unit, row: LedgerRow, why: string): Promise<UnitEnd> {
  await running.session.send("ROLLBACK");
  await whetherCommitted(running, row);
  return doubt(running, unit, why);
}

/** The token tells, whatever ended its transaction. */
export async function whetherCommitted(
  { session, book }: Running,
  row: LedgerRow | undefined,
): Promise<boolean> {
  const committed = row !== undefined && (await session.chainOf(row.id)) === row.chain;
  if (committed) book.confirm();
  else book.discard();
  return committed;
}
