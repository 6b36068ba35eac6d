import type { Refusal } from "../../core/rollout/rollout.ts";
import { keptTable, type UndoPlan } from "../../core/rollout/undo/kept.ts";
import { planUndo } from "../../core/rollout/undo/plan-undo.ts";
import { readTouched, type TouchedRows } from "../../core/rollout/undo/read-touched.ts";
import type { Unit } from "../../core/rollout/units/unit.ts";
import type { Running } from "./running.ts";
import { sha256 } from "./sha256.ts";
import { StatementError } from "./statement-error.ts";
import { unitTables } from "./unit-tables.ts";

/** What is kept of one statement's rows, or why nothing is. */
export type Kept = { why: string } | KeptRowsPlan;

export interface KeptRowsPlan {
  touched: TouchedRows;
  plan: UndoPlan;
  /** Its TIMESTAMP columns mean another moment in another zone. */
  zoned: boolean;
}

/** By the statement's index. */
export type Keeping = ReadonlyMap<number, Kept>;

const nothing: Keeping = new Map();

/**
 * What is to be kept of a unit's UPDATE and DELETE statements, with the tables for it. A refusal where the policy requires
 * what cannot be had.
 * @param goesOn its tables are there, with rows of the batches before.
 */
export async function planKeeping(
  running: Running,
  unit: Unit,
  { goesOn = false }: { goesOn?: boolean } = {},
): Promise<Keeping | { refusal: Refusal }> {
  const { undo } = running.rowRules;
  if (!undo) return nothing;
  const keeping = new Map<number, Kept>();
  for (let index = unit.first; index <= unit.last; index++) {
    if (!changesRows(running, index)) continue;
    const kept = await planOne(running, unit, index);
    const lost =
      "why" in kept ? kept.why : kept.plan.marks[0] && `This does not come back: ${kept.plan.marks[0]}`;
    if (undo.required && lost) return { refusal: cannotUndo(running, index, lost) };
    keeping.set(index, kept);
  }
  if (!goesOn) await begin(running, keeping);
  const failed = [...keeping].find(([, kept]) => undo.required && "why" in kept);
  if (failed && "why" in failed[1]) return { refusal: cannotUndo(running, failed[0], failed[1].why) };
  return keeping;
}

/** Where the policy requires that rows are kept, and this way of running does not keep any. */
export function refuseUnkept(running: Running, unit: Unit, why: string): Refusal | undefined {
  if (!running.rowRules.undo?.required) return undefined;
  for (let index = unit.first; index <= unit.last; index++)
    if (changesRows(running, index)) return cannotUndo(running, index, why);
  return undefined;
}

export function cannotUndo({ migration }: Running, index: number, why: string): Refusal {
  return {
    code: "cannot-undo",
    what: `The rows that line ${migration.statements[index]?.line} of ${migration.path} changes could not be brought back, and the policy requires that (undo.required). ${why}`,
    fix: "Write it as an UPDATE or DELETE of one table with a primary key, in smaller parts where it is too large; or take a backup and set `required: false` for this rollout.",
  };
}

function changesRows({ migration }: Running, index: number): boolean {
  return ["UPDATE", "DELETE"].includes(migration.statements[index]?.type ?? "");
}

async function planOne(running: Running, unit: Unit, index: number): Promise<Kept> {
  const { migration, session } = running;
  const statement = migration.statements[index];
  if (!statement) return { why: "It is not there." };
  const next = index < unit.last ? migration.statements[index + 1] : undefined;
  if (next?.facts.session.readsDiagnostics)
    return {
      why: "The statement after it reads what the server said of it, which keeping rows would change.",
    };
  const touched = readTouched(statement, statement.home);
  if ("why" in touched) return touched;
  const table = await session.describe(touched.table);
  const tables = await unitTables(running, { writes: [touched.table], reads: [] });
  const triggers = tables?.written[0]?.triggers;
  const keptIn = keptTable(sha256(migration.path), index + 1);
  const plan = planUndo(touched, table, { keptIn, triggers });
  if ("why" in plan) return plan;
  return { touched, plan, zoned: table?.columns.some(({ type }) => type === "timestamp") === true };
}

/** In place: where a table cannot be made, that is why nothing is kept. */
async function begin({ session }: Running, keeping: Map<number, Kept>): Promise<void> {
  for (const [index, kept] of keeping) {
    if ("why" in kept) continue;
    try {
      await session.beginKeeping(kept.plan);
    } catch (error) {
      if (!(error instanceof StatementError)) throw error;
      keeping.set(index, { why: `The table to keep them in could not be made: ${error.message}.` });
    }
  }
}
