import type { LedgerRow } from "../../core/rollout/ledger/row.ts";
import { isKeyLiteral } from "../../core/rollout/rows/exact-literal.ts";
import { type Place, selectEnd, selectThrough } from "../../core/rollout/rows/write-batch.ts";
import type { Unit } from "../../core/rollout/units/unit.ts";
import { planKeeping } from "./plan-keeping.ts";
import { type Batches, type BatchPiece, isEnd, runPiece, type Tally, type Walk } from "./run-piece.ts";
import { answered, noteKeptRows, type Running, refuseUnit, type UnitEnd } from "./running.ts";
import { StatementError } from "./statement-error.ts";

/**
 * The rows of a statement in pieces by key, each with its own row of the ledger in its transaction: after an interruption
 * the walk goes on at the place where the newest of these ended. The last piece is written as the statement's `done`.
 */
export async function runBatches(running: Running, unit: Unit, batches: Batches): Promise<UnitEnd> {
  try {
    const goesOn = running.batch?.statement === unit.first + 1;
    const keeping = await planKeeping(running, unit, { goesOn });
    if ("refusal" in keeping) return { stopped: "refused", ...keeping };
    const first = await firstPiece(running, batches, goesOn);
    if (!first) return await foundEmpty(running, unit);
    if (batches.holdsClock) await running.session.send(`SET timestamp = ${first.clock}`);
    const tally: Tally = { ms: 0, warnings: 0, said: [], walked: 0, kept: undefined };
    const end = await walk(running, unit, { batches, piece: first, tally, kept: keeping.get(unit.first) });
    if ("next" in end && tally.kept) noteKeptRows(running, unit.first, tally.kept);
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

async function walk(
  running: Running,
  unit: Unit,
  { batches, piece: first, tally, kept }: Walk,
): Promise<UnitEnd> {
  const report = progress(running, unit, batches);
  for (let piece: BatchPiece = first; ; ) {
    const late = await running.replicas.beforeBatch(batches.holdsClock);
    if (late) return { stopped: "refused", refusal: late };
    // The file stops before this statement, which goes on here in the next run.
    if (running.cancel.aborted) return { next: unit.first };
    const isLast = isEnd(piece);
    const ended = await runPiece(running, unit, { batches, piece, tally, kept });
    if (!("rows" in ended)) return ended;
    const rows = piece.rows + ended.rows;
    report(tally, rows, piece.number);
    if (isLast) return finished(running, unit, { ...ended, rows, tally, number: piece.number });
    piece = await nextPiece(running, batches, { ...piece, rows }, ended.row !== undefined);
  }
}

/** Where the ledger says that the walk stands, or the table's first rows; undefined = the table is empty. */
async function firstPiece(
  running: Running,
  batches: Batches,
  goesOn: boolean,
): Promise<BatchPiece | undefined> {
  const { session, batch: known } = running;
  const { change, key } = batches;
  const named = { key: key.name, keyMeaning: key.meaning };
  if (known && goesOn) {
    const { number, through, end, clock, rows } = known.detail;
    return nextPiece(running, batches, { ...named, number, through, end, clock, rows }, true);
  }
  const [end] = await placesIn(session, selectEnd(change, key));
  if (!end) return undefined;
  const [[clock = "0"] = []] = await session.read("SELECT UNIX_TIMESTAMP(NOW(6))");
  const start = { ...named, number: 0, through: [], end, clock: clock ?? "0", rows: 0 };
  return nextPiece(running, batches, start, true);
}

/** @param counts the piece before has a row in the ledger: one that changed nothing has none. */
async function nextPiece(
  { session }: Running,
  { change, key, size }: Batches,
  before: BatchPiece,
  counts: boolean,
): Promise<BatchPiece> {
  const after = before.through.length === 0 ? undefined : before.through;
  const { end } = before;
  const [through = end] = await placesIn(session, selectThrough(change, key, { after, end, size }));
  const number = counts ? before.number + 1 : before.number;
  return { ...before, number, through, ...(after && { after }) };
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
