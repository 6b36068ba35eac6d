import type { Refusal } from "../../core/rollout/rollout.ts";
import { keptTable, type UndoPlan } from "../../core/rollout/undo/kept.ts";
import { planUndo } from "../../core/rollout/undo/plan-undo.ts";
import { readTouched, type TouchedRows } from "../../core/rollout/undo/read-touched.ts";
import { isWrittenUndo } from "../../core/rollout/undo/write-undo.ts";
import type { Unit } from "../../core/rollout/units/unit.ts";
import { sha256 } from "../sha256.ts";
import type { Running } from "./running.ts";
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
  for (const index of changesIn(running, unit)) {
    const kept = await planOne(running, unit, index);
    const lost =
      "why" in kept ? kept.why : kept.plan.marks[0] && `It would not bring back: ${kept.plan.marks[0]}`;
    if (undo.required && lost) return { refusal: cannotUndo(running, index, lost) };
    keeping.set(index, kept);
  }
  if (keeping.size === 0) return nothing;
  const unmade = await begin(running, keeping, goesOn);
  const refusal = undo.required ? refuseUnmade(running, keeping, unmade) : undefined;
  if (refusal) return { refusal };
  if (unmade === undefined) return keeping;
  running.say(`${running.migration.path}: nothing is kept for \`tollgate undo\`. ${unmade}`);
  return nothing;
}

function refuseUnmade(running: Running, keeping: Keeping, unmade: string | undefined): Refusal | undefined {
  for (const [index, kept] of keeping) {
    const why = unmade ?? ("why" in kept ? kept.why : undefined);
    if (why !== undefined) return cannotUndo(running, index, why);
  }
  return undefined;
}

/** Where the policy requires that rows are kept, and this way of running does not keep any. */
export function refuseUnkept(running: Running, unit: Unit, why: string): Refusal | undefined {
  if (!running.rowRules.undo?.required) return undefined;
  const [index] = changesIn(running, unit);
  return index === undefined ? undefined : cannotUndo(running, index, why);
}

export function cannotUndo({ migration }: Running, index: number, why: string): Refusal {
  return {
    code: "cannot-undo",
    what: `The rows that line ${migration.statements[index]?.line} of ${migration.path} changes could not be brought back, and the policy requires that (undo.required). ${why}`,
    fix: "Write it as an UPDATE or DELETE of one table with a primary key, in smaller parts where it is too large; or take a backup and set `required: false` for this rollout.",
  };
}

/** Indexes of the statements whose rows are to be kept. */
function changesIn({ migration }: Running, { first, last }: Unit): number[] {
  const indexes = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return indexes.filter((index) => {
    const { type, text } = migration.statements[index] ?? { type: "", text: "" };
    return (type === "UPDATE" || type === "DELETE") && !isWrittenUndo(text);
  });
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

/**
 * In place: where a table cannot be made, that is why its rows are not kept.
 * @returns why nothing at all can be noted.
 */
async function begin(
  { session }: Running,
  keeping: Map<number, Kept>,
  goesOn: boolean,
): Promise<string | undefined> {
  const unmade = await whyUnmade(() => session.beginKeeping(undefined));
  if (unmade !== undefined || goesOn) return unmade;
  for (const [index, kept] of keeping) {
    if ("why" in kept) continue;
    const why = await whyUnmade(() => session.beginKeeping(kept.plan));
    if (why !== undefined) keeping.set(index, { why });
  }
  return undefined;
}

async function whyUnmade(make: () => Promise<void>): Promise<string | undefined> {
  try {
    await make();
    return undefined;
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    return `The table to keep rows in could not be made: ${error.message}.`;
  }
}
