import type { BatchDetail, LedgerRow } from "../../core/rollout/ledger/row.ts";
import { isKeyLiteral } from "../../core/rollout/rows/exact-literal.ts";
import type { RowChange } from "../../core/rollout/rows/row-change.ts";
import type { WalkedKey } from "../../core/rollout/rows/why-not-batches.ts";
import { type Place, selectEnd, selectThrough, writeBatch } from "../../core/rollout/rows/write-batch.ts";
import type { Unit } from "../../core/rollout/units/unit.ts";
import { lockPatience } from "./lock-patience.ts";
import { whetherCommitted } from "./run-token.ts";
import { answered, doubt, type Running, refuseUnit, remarksOf, type UnitEnd } from "./running.ts";
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
type Piece = Omit<BatchDetail, "of" | "repeatable" | "version" | "protocol">;

/** What this run's batches came to. */
interface Tally {
  ms: number;
  warnings: number;
  said: string[];
  /** Rows of the table that were walked over, changed or not. */
  walked: number;
}

/**
 * The rows of a statement in pieces by key, each with its own row of the ledger in its transaction: after an interruption
 * the walk goes on at the place where the newest of these ended. The last piece is written as the statement's `done`.
 */
export async function runBatches(running: Running, unit: Unit, batches: Batches): Promise<UnitEnd> {
  try {
    const first = await firstPiece(running, batches);
    if (!first) return await foundEmpty(running, unit);
    if (batches.holdsClock) await running.session.send(`SET timestamp = ${first.clock}`);
    const tally: Tally = { ms: 0, warnings: 0, said: [], walked: 0 };
    const end = await walk(running, unit, { batches, piece: first, tally });
    if (batches.holdsClock && "next" in end) await running.session.send("SET timestamp = DEFAULT");
    return end;
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    return refuseUnit(running, unit, unit.first, error);
  }
}

async function foundEmpty(running: Running, unit: Unit): Promise<UnitEnd> {
  const { book, session, entries } = running;
  await book.write(session, entries.done(unit, { rows: 0 }));
  answered(running, unit.first, { ms: 0, rows: 0, warnings: 0, ...(await session.flags()) });
  return { next: unit.last + 1 };
}

interface Walk {
  batches: Batches;
  piece: Piece;
  tally: Tally;
}

async function walk(running: Running, unit: Unit, { batches, piece: first, tally }: Walk): Promise<UnitEnd> {
  const report = progress(running, unit, batches);
  for (let piece: Piece = first; ; ) {
    const late = await running.replicas.beforeBatch(batches.holdsClock);
    if (late) return { stopped: "refused", refusal: late };
    // The file stops before this statement, which goes on here in the next run.
    if (running.cancel.aborted) return { next: unit.first };
    const isLast = isEnd(piece);
    const ended = await runPiece(running, unit, { batches, piece, tally });
    if (!("rows" in ended)) return ended;
    const rows = piece.rows + ended.rows;
    report(tally, rows, piece.number);
    if (isLast) return finished(running, unit, { ...ended, rows, tally, number: piece.number });
    piece = await nextPiece(running, batches, { ...piece, rows }, ended.row !== undefined);
  }
}

function isEnd({ through, end }: Piece): boolean {
  return through.every((value, i) => value === end[i]);
}

/** Where the ledger says that the walk stands, or the table's first rows; undefined = the table is empty. */
async function firstPiece(running: Running, batches: Batches): Promise<Piece | undefined> {
  const { session, batch: known } = running;
  const { change, key } = batches;
  if (known) {
    const { number, through, end, clock, rows } = known.detail;
    return nextPiece(running, batches, { number, key: key.name, through, end, clock, rows }, true);
  }
  const [end] = await placesIn(session, selectEnd(change, key));
  if (!end) return undefined;
  const [[clock = "0"] = []] = await session.read("SELECT UNIX_TIMESTAMP(NOW(6))");
  const start = { number: 0, key: key.name, through: [], end, clock: clock ?? "0", rows: 0 };
  return nextPiece(running, batches, start, true);
}

/** @param counts the piece before has a row in the ledger: one that changed nothing has none. */
async function nextPiece(
  { session }: Running,
  { change, key, size }: Batches,
  before: Piece,
  counts: boolean,
): Promise<Piece> {
  const after = before.through.length === 0 ? undefined : before.through;
  const { end } = before;
  const [through = end] = await placesIn(session, selectThrough(change, key, { after, end, size }));
  const number = counts ? before.number + 1 : before.number;
  const { key: name, clock, rows } = before;
  return { number, key: name, clock, rows, end, through, ...(after && { after }) };
}

async function placesIn(session: Running["session"], sql: string): Promise<Place[]> {
  const rows = await session.read(sql);
  return rows.map((row) =>
    row.map((value) => {
      if (value !== null && isKeyLiteral(value)) return value;
      throw new StatementError(0, `The key ${value} cannot be written down exactly.`);
    }),
  );
}

type Ended = { rows: number; row: LedgerRow | undefined } | UnitEnd;

/** Tried again where the server undid it for a lock. */
async function runPiece(running: Running, unit: Unit, input: Walk): Promise<Ended> {
  const patience = lockPatience(running, "rows", unit.first);
  for (;;) {
    const tried = await attemptPiece(running, unit, input);
    if (!("error" in tried)) return tried;
    if (!(await patience.again(tried.error))) return refuseUnit(running, unit, unit.first, tried.error);
  }
}

async function attemptPiece(
  running: Running,
  unit: Unit,
  { batches: { change, key }, piece, tally }: Walk,
): Promise<Ended | { error: StatementError }> {
  const { session, book, entries } = running;
  let row: LedgerRow | undefined;
  const isLast = isEnd(piece);
  let committing = false;
  try {
    await session.send("START TRANSACTION");
    row = await book.token(session, isLast ? entries.done(unit) : entries.batch(unit, piece));
    const answer = await session.send(writeBatch(change, key, { ...piece, after: piece.after }));
    if (!answer.inTransaction) return contradicted(running, unit, { row, piece });
    const said = await remarksOf(running, answer);
    if (answer.rows === 0 && !isLast) {
      await session.send("ROLLBACK");
      book.discard();
      return { rows: 0, row: undefined };
    }
    committing = true;
    const end = await session.send("COMMIT");
    if (end.inTransaction) return contradicted(running, unit, { row, piece });
    book.confirm();
    tally.ms += answer.ms + end.ms;
    tally.warnings += answer.warnings;
    if (tally.said.length < 20) tally.said.push(...said);
    return { rows: answer.rows, row };
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    await session.send("ROLLBACK");
    const committed = await whetherCommitted(running, row);
    if (!committed) return { error };
    return committing ? { rows: 0, row } : inTheMiddle(running, unit, piece);
  }
}

async function contradicted(
  running: Running,
  unit: Unit,
  { row, piece }: { row: LedgerRow; piece: Piece },
): Promise<UnitEnd> {
  await running.session.send("ROLLBACK");
  await whetherCommitted(running, row);
  return inTheMiddle(running, unit, piece);
}

function inTheMiddle(running: Running, unit: Unit, piece: Piece): Promise<UnitEnd> {
  const which = `Batch ${piece.number}, after ${piece.after?.join(", ") ?? "the first row"} up to ${piece.through.join(", ")}`;
  return doubt(running, unit, `${which}: its transaction ended in the middle.`, piece.number);
}

async function finished(
  running: Running,
  unit: Unit,
  { row, rows, tally, number }: { row: LedgerRow | undefined; rows: number; tally: Tally; number: number },
): Promise<UnitEnd> {
  const { ms, warnings } = tally;
  const flags = await running.session.flags();
  answered(running, unit.first, { ms: Math.round(ms), rows, warnings, ...flags });
  const { event: _, detail: __, ...about } = running.entries.done(unit);
  const said = [`In ${number} batches.`, ...tally.said.slice(0, 20)];
  if (row)
    running.book.keep({
      ...{ event: "measured", ...about },
      detail: { row: row.id, ms: Math.round(ms), rows, warnings, said },
    });
  return { next: unit.last + 1 };
}

/** Not more often than people read it. */
const reportMs = 10_000;

function progress({ say, migration }: Running, unit: Unit, { of, size }: Batches) {
  const began = Date.now();
  let last = began;
  return (tally: Tally, rows: number, number: number): void => {
    tally.walked += size;
    if (Date.now() - last < reportMs) return;
    last = Date.now();
    const share =
      of > 0 ? `, about ${Math.min(99, Math.round((100 * tally.walked) / of))} % of the table` : "";
    const line = migration.statements[unit.first]?.line;
    say(
      `${migration.path}, line ${line}: batch ${number}, ${rows} rows so far${share}, ${Math.round((last - began) / 1000)} s`,
    );
  };
}
