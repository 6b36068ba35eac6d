import type { BatchDetail, LedgerRow } from "../../core/rollout/ledger/row.ts";
import type { RowChange } from "../../core/rollout/rows/row-change.ts";
import type { WalkedKey } from "../../core/rollout/rows/why-not-batches.ts";
import { batchCondition, writeBatch } from "../../core/rollout/rows/write-batch.ts";
import type { KeptNote } from "../../core/rollout/undo/kept.ts";
import type { Unit } from "../../core/rollout/units/unit.ts";
import { keepAround, type RanStatement } from "./keep-rows.ts";
import { lockPatience } from "./lock-patience.ts";
import { cannotUndo, type Kept } from "./plan-keeping.ts";
import { whetherCommitted } from "./run-token.ts";
import { doubt, type Running, refuseUnit, remarksOf, type UnitEnd } from "./running.ts";
import { StatementError } from "./statement-error.ts";

export interface Batches {
  change: RowChange;
  key: WalkedKey;
  size: number;
  /** The session's clock stands still while its batches run: the statement, or a column ON UPDATE, reads it. */
  holdsClock: boolean;
  /** How many rows the table has, about: for the share that is done. */
  of: number;
}

/** A piece of the walk: the rows after one place up to another. */
export type BatchPiece = Omit<BatchDetail, "of" | "repeatable" | "version" | "protocol">;

/** What this run's batches came to. */
export interface Tally {
  ms: number;
  warnings: number;
  said: string[];
  /** Rows of the table that were walked over, changed or not. */
  walked: number;
  /** Of rows for `tollgate undo`: of all batches until one could not be kept. */
  kept: KeptNote | undefined;
}

/** One piece of a walk, and what stands around it. */
export interface Walk {
  batches: Batches;
  piece: BatchPiece;
  tally: Tally;
  kept: Kept | undefined;
}

type Ended = { rows: number; row: LedgerRow | undefined } | UnitEnd;

/** Tried again where the server undid it for a lock. */
export async function runPiece(running: Running, unit: Unit, input: Walk): Promise<Ended> {
  const patience = lockPatience(running, "rows", unit.first);
  for (;;) {
    const tried = await attemptPiece(running, unit, input);
    if (!("error" in tried)) return tried;
    if (!(await patience.again(tried.error)))
      return refuseUnit(running, unit, unit.first, patience.sayTries(tried.error));
  }
}

async function attemptPiece(
  running: Running,
  unit: Unit,
  input: Walk,
): Promise<Ended | { error: StatementError }> {
  const { piece } = input;
  const { session, book, entries } = running;
  let row: LedgerRow | undefined;
  const isLast = isEnd(piece);
  let committing = false;
  try {
    await session.send("START TRANSACTION");
    row = await book.token(session, isLast ? entries.done(unit) : entries.batch(unit, piece));
    const ran = await runKept(running, unit, input, row);
    if ("refused" in ran) return unkeptBatch(running, unit, { row, piece, why: ran.refused });
    const { answer } = ran;
    if (!answer.inTransaction) return contradicted(running, unit, { row, piece });
    if (answer.rows === 0 && !isLast) {
      await session.send("ROLLBACK");
      book.discard();
      return { rows: 0, row: undefined };
    }
    committing = true;
    const end = await session.send("COMMIT");
    if (end.inTransaction) return contradicted(running, unit, { row, piece });
    book.confirm();
    count(input.tally, ran, end.ms);
    return { rows: answer.rows, row };
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    await session.send("ROLLBACK");
    const committed = await whetherCommitted(running, row);
    if (!committed) return { error };
    return committing ? { rows: 0, row } : inTheMiddle(running, unit, piece);
  }
}

/** The statement for the piece's rows, which are kept with it. */
async function runKept(
  running: Running,
  unit: Unit,
  { batches: { change, key }, piece, tally, kept }: Walk,
  { id }: LedgerRow,
) {
  const place = { after: piece.after, through: piece.through };
  const bounds = `WHERE ${batchCondition(change, key, place)}`;
  const said: string[] = [];
  const around = { index: unit.first, kept: afterNote(kept, tally), token: id, bounds };
  const ran = await keepAround(running, around, async () => {
    const answer = await running.session.send(writeBatch(change, key, place));
    said.push(...(await remarksOf(running, answer)));
    return answer;
  });
  return { ...ran, said };
}

function count(
  tally: Tally,
  { answer, note, said }: RanStatement & { said: string[] },
  commitMs: number,
): void {
  tally.ms += answer.ms + commitMs;
  tally.warnings += answer.warnings;
  if (tally.said.length < 20) tally.said.push(...said);
  if (!note) return;
  const rows = (tally.kept?.rows ?? 0) + note.rows;
  tally.kept = { rows, ...(note.why !== undefined && { why: note.why }) };
}

/** Once a batch is not kept, none after it is. */
function afterNote(kept: Kept | undefined, { kept: noted }: Tally): Kept | undefined {
  return kept && noted?.why !== undefined ? { why: noted.why } : kept;
}

/** The policy requires what could not be kept: this batch is undone, and those before it stay. */
async function unkeptBatch(
  running: Running,
  unit: Unit,
  { row, piece, why }: { row: LedgerRow; piece: BatchPiece; why: string },
): Promise<UnitEnd> {
  await running.session.send("ROLLBACK");
  if (await whetherCommitted(running, row)) return inTheMiddle(running, unit, piece);
  return { stopped: "refused", refusal: cannotUndo(running, unit.first, why) };
}

async function contradicted(
  running: Running,
  unit: Unit,
  { row, piece }: { row: LedgerRow; piece: BatchPiece },
): Promise<UnitEnd> {
  await running.session.send("ROLLBACK");
  await whetherCommitted(running, row);
  return inTheMiddle(running, unit, piece);
}

function inTheMiddle(running: Running, unit: Unit, piece: BatchPiece): Promise<UnitEnd> {
  const which = `Batch ${piece.number}, after ${piece.after?.join(", ") ?? "the first row"} up to ${piece.through.join(", ")}`;
  return doubt(running, unit, `${which}: its transaction ended in the middle.`, piece.number);
}

export function isEnd({ through, end }: BatchPiece): boolean {
  return through.every((value, i) => value === end[i]);
}
