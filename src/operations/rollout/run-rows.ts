import { defaultBatch } from "../../core/policy/row-rules.ts";
import { askedBatch } from "../../core/rollout/rows/asked-batch.ts";
import type { DescribedTable } from "../../core/rollout/rows/described-table.ts";
import type { Why } from "../../core/rollout/rows/one-table-change.ts";
import { cannotBatch } from "../../core/rollout/rows/refused-batches.ts";
import type { RowChange } from "../../core/rollout/rows/row-change.ts";
import { whySessionBends } from "../../core/rollout/rows/session-bends.ts";
import { batchesByTable, batchesByWords, type WalkedKey } from "../../core/rollout/rows/why-not-batches.ts";
import type { Unit } from "../../core/rollout/units/unit.ts";
import { refuseUnkept } from "./plan-keeping.ts";
import { runBatches } from "./run-batches.ts";
import { runObserved } from "./run-observed.ts";
import type { Batches } from "./run-piece.ts";
import { runToken } from "./run-token.ts";
import type { Running, UnitEnd } from "./running.ts";
import { unitTables } from "./unit-tables.ts";

/** A comment asks for batches of something that takes another way in this session: it does not run whole instead. */
export function refuseWhole({ migration }: Running, unit: Unit): UnitEnd | undefined {
  if (unit.protocol === "token" && unit.first === unit.last) return undefined;
  const { statements } = migration;
  const index = statements.findIndex((one, i) => i >= unit.first && i <= unit.last && askedBatch(one));
  if (index < 0) return undefined;
  const why = unit.why ?? "It stands in a transaction of the file's own.";
  return { stopped: "refused", refusal: cannotBatch(migration, index, why) };
}

/**
 * Rows that the server can undo, whole or in batches. Where a comment asks for batches and the table rules them out, it
 * does not run at all; where the policy asks, it runs whole and says why.
 * @param whyObserved what keeps the ledger's row from standing for them.
 */
export async function runRows(
  running: Running,
  unit: Unit,
  whyObserved: string | undefined,
): Promise<UnitEnd> {
  const { statements } = running.migration;
  const statement = statements[unit.first];
  const asked = statement && unit.first === unit.last ? askedBatch(statement) : undefined;
  const goesOn = running.batch?.statement === unit.first + 1;
  const whole = () =>
    whyObserved === undefined ? runToken(running, unit) : runObservedRows(running, unit, whyObserved);
  if (!asked && !running.rowRules.batches && !goesOn) return whole();
  const found = await findBatches(running, unit, {
    whyObserved,
    asked: asked && "size" in asked ? asked.size : undefined,
  });
  if (found === undefined) return whole();
  if (!("why" in found)) return runBatches(running, unit, found);
  if (asked || goesOn)
    return { stopped: "refused", refusal: cannotBatch(running.migration, unit.first, found.why) };
  running.say(`${running.migration.path}, line ${statement?.line}: runs whole, not in batches. ${found.why}`);
  return whole();
}

/** Rows of it are not kept: it cannot be told whether they and it would be there together. */
export async function runObservedRows(running: Running, unit: Unit, why: string): Promise<UnitEnd> {
  const refusal = refuseUnkept(running, unit, why);
  return refusal ? { stopped: "refused", refusal } : runObserved(running, unit, why);
}

interface Asked {
  whyObserved: string | undefined;
  /** By a comment. */
  asked: number | undefined;
}

/** undefined = nobody asks for batches. */
async function findBatches(
  running: Running,
  unit: Unit,
  { whyObserved, asked }: Asked,
): Promise<Batches | { why: string } | undefined> {
  const { session, rowRules, migration, batch } = running;
  const change = batchesByWords(migration.statements, unit);
  if ("why" in change) return asked === undefined && !isRowChange(running, unit) ? undefined : change;
  const table = await session.describe(change.table);
  const { over = Number.POSITIVE_INFINITY, size = defaultBatch } = rowRules.batches ?? {};
  const isLarge = (table?.rows ?? 0) > over || batch?.statement === unit.first + 1;
  if (asked === undefined && !isLarge) return undefined;
  if (whyObserved !== undefined) return { why: whyObserved };
  const key = (await firesTriggers(running, change)) ?? (await keyToWalk(running, unit, { change, table }));
  if ("why" in key) return key;
  return { change, key, size: asked ?? size, holdsClock: holdsClock(change, table), of: table?.rows ?? 0 };
}

async function keyToWalk(
  running: Running,
  unit: Unit,
  { change, table }: { change: RowChange; table: DescribedTable | undefined },
): Promise<WalkedKey | Why> {
  const key = batchesByTable(change, table);
  if ("why" in key) return key;
  return walkedAnother(running, unit, key) ?? (await bentBySession(running, key)) ?? key;
}

function walkedAnother(
  { batch }: Running,
  unit: Unit,
  { name, meaning }: WalkedKey,
): { why: string } | undefined {
  if (batch?.statement !== unit.first + 1) return undefined;
  const { key, keyMeaning } = batch.detail;
  if (key !== name)
    return { why: `Its batches so far went by the key ${key}, which is not there as it was.` };
  if (keyMeaning === meaning) return undefined;
  const then = keyMeaning ?? "columns that were not noted";
  return { why: `Its batches so far went by the key ${key} of ${then}, and it is of ${meaning} now.` };
}

/** As it is when the statement's turn comes: the file has set it, or a statement of it that is not read. */
async function bentBySession({ session }: Running, key: WalkedKey): Promise<Why | undefined> {
  const [sqlMode = "", safeUpdates = "", autoIsNull = ""] = await session.readInside(
    "SELECT @@SESSION.sql_mode, @@SESSION.sql_safe_updates, @@SESSION.sql_auto_is_null LIMIT 1",
  );
  const isOn = (value: string | null) => value !== "0";
  return whySessionBends(key, {
    ...{ sqlMode: sqlMode ?? "", safeUpdates: isOn(safeUpdates), autoIsNull: isOn(autoIsNull) },
  });
}

async function firesTriggers(running: Running, { table }: RowChange): Promise<{ why: string } | undefined> {
  const tables = await unitTables(running, { writes: [table], reads: [] });
  if (tables?.written.every(({ triggers }) => triggers?.length === 0)) return undefined;
  return { why: `${table.name} has triggers, which may count on running in one session.` };
}

/** Of an INSERT, or of what stands in a transaction of the file's own, nobody expects batches. */
function isRowChange({ migration }: Running, { first, last }: Unit): boolean {
  return first === last && ["UPDATE", "DELETE"].includes(migration.statements[first]?.type ?? "");
}

function holdsClock(
  { kind, readsClock }: RowChange,
  table: { columns: readonly { movesByItself: boolean }[] } | undefined,
): boolean {
  return readsClock || (kind === "update" && table?.columns.some((one) => one.movesByItself) === true);
}
