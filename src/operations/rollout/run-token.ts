import { entriesOf } from "../../core/rollout/ledger/entries.ts";
import type { LedgerEntry, LedgerRow } from "../../core/rollout/ledger/row.ts";
import type { KeptNote } from "../../core/rollout/undo/kept.ts";
import type { Unit } from "../../core/rollout/units/unit.ts";
import type { ServerAnswer } from "../ports/target-session.ts";
import { sha256 } from "../sha256.ts";
import { keepAround } from "./keep-rows.ts";
import { lockPatience } from "./lock-patience.ts";
import { cannotUndo, type Keeping, planKeeping } from "./plan-keeping.ts";
import {
  type Announced,
  answered,
  doubt,
  noteKeptRows,
  type Running,
  refuseUnit,
  remarksOf,
  sqlAt,
  type UnitEnd,
} from "./running.ts";
import { StatementError } from "./statement-error.ts";

/**
 * Rows that can be undone: the unit's row of the ledger is written first in their transaction, so that both are there or
 * neither. A statement alone is tried again where the server has undone it for a lock; a transaction of the file's own is
 * not, since its statements before have to be sent again too: the next run does that.
 */
export async function runToken(running: Running, unit: Unit): Promise<UnitEnd> {
  const alone = unit.first === unit.last;
  const keeping = await planKeeping(running, unit);
  if ("refusal" in keeping) return { stopped: "refused", ...keeping };
  const patience = lockPatience(running, "rows", unit.first);
  for (;;) {
    const tried = await attemptUnit(running, unit, { alone, keeping });
    if (!("error" in tried)) return tried;
    const again = alone && (await patience.again(tried.error));
    if (!again) return refuseUnit(running, unit, tried.at, patience.sayTries(tried.error));
  }
}

type Tried = UnitEnd | { error: StatementError; at: number };

/** By the statement's index. */
type Notes = Map<number, KeptNote>;

interface Attempt {
  /** One statement, whose transaction is ours. */
  alone: boolean;
  keeping: Keeping;
}

async function attemptUnit(running: Running, unit: Unit, { alone, keeping }: Attempt): Promise<Tried> {
  const { session, book, entries } = running;
  let at = unit.first;
  let row: LedgerRow | undefined;
  const inner: ServerAnswer[] = [];
  const said: string[] = [];
  const notes: Notes = new Map();
  try {
    running.announced = await readAhead(running, unit);
    if (alone) await session.send("START TRANSACTION");
    else inner.push(await session.send(sqlAt(running, at)));
    row = await book.token(session, entries.done(unit), ...announcement(running));
    const [from, to] = alone ? [unit.first, unit.last] : [unit.first + 1, unit.last - 1];
    for (at = from; at <= to; at++) {
      const ran = await runInside(running, at, { keeping, token: row.id, said, notes });
      if (!("answer" in ran)) return await unkept(running, unit, { row, at, why: ran.refused });
      inner.push(ran.answer);
      if (!ran.answer.inTransaction)
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
  for (const note of notes) noteKeptRows(running, ...note);
  return { next: unit.last + 1 };
}

/** A statement in the open transaction, with what is kept of its rows. */
async function runInside(
  running: Running,
  index: number,
  { keeping, token, said, notes }: { keeping: Keeping; token: number; said: string[]; notes: Notes },
) {
  const ran = await keepAround(running, { index, kept: keeping.get(index), token }, async () => {
    const answer = await running.session.send(sqlAt(running, index));
    said.push(...(await remarksOf(running, answer)));
    return answer;
  });
  if ("answer" in ran && ran.note) notes.set(index, ran.note);
  return ran;
}

/** The policy requires what could not be kept: all of it is undone. */
async function unkept(
  running: Running,
  unit: Unit,
  { row, at, why }: { row: LedgerRow; at: number; why: string },
): Promise<UnitEnd> {
  const { inTransaction } = await running.session.send("ROLLBACK");
  running.state = { ...running.state, inTransaction };
  if (await whetherCommitted(running, row))
    return doubt(running, unit, "The transaction ended in the middle.");
  return { stopped: "refused", refusal: cannotUndo(running, at, why) };
}

/**
 * The definition that the next file begins with, read before rows change, which cannot change it. In this file it would
 * stand between the token and the row that may have to take the token back.
 */
async function readAhead(running: Running, { last }: Unit): Promise<Announced | undefined> {
  const { session, ahead, migration, seenAhead } = running;
  running.seenAhead = undefined;
  if (!ahead || last < migration.statements.length - 1) return undefined;
  return { ...ahead, before: seenAhead ?? (await session.evidence(ahead.plan)) };
}

function announcement({ announced }: Running): LedgerEntry[] {
  if (!announced) return [];
  const { migration, unit, plan, before } = announced;
  return [entriesOf(migration, sha256).sent(unit, { plan, before })];
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
