import type { Engine } from "../../sql/engine.ts";
import type { ObjectName } from "../object-name.ts";
import { readTrigger } from "./read-trigger.ts";
import type { TableStorage } from "./table-storage.ts";

/** Tables of a unit, each as the server says. */
export interface UnitTables {
  /** Named by its statements. */
  written: readonly TableStorage[];
  /** Written by triggers of those and of one another. */
  reached: readonly TableStorage[];
  /** Only read, by statements or by triggers. */
  read: readonly TableStorage[];
}

/**
 * Why rows of these tables cannot be undone for certain; undefined = they can. Tables that are only read may be stored
 * anywhere, but a view may call what writes.
 */
export function whyNotUndone(
  { written, reached, read }: UnitTables,
  engine: Engine | undefined,
): string | undefined {
  const view = [...written, ...reached, ...read].find((table) => table.engine === "");
  if (view) return `${view.name} is a view, and what it may call cannot be seen here.`;
  for (const table of written) {
    const why = table.engine === undefined ? undefined : whyNotUndoneIn(table, engine);
    if (why !== undefined) return why;
  }
  for (const table of reached) {
    if (table.engine === undefined)
      return `${table.name}, which a trigger changes, is not there, or this account is not shown it.`;
    const why = table.showsTriggers ? whyNotUndoneIn(table, engine) : notShown(table);
    if (why !== undefined) return why;
  }
  return undefined;
}

function whyNotUndoneIn(table: TableStorage, engine: Engine | undefined): string | undefined {
  if (table.engine?.toLowerCase() !== "innodb")
    return `${table.name} is stored in ${table.engine}, which cannot undo rows.`;
  if (!table.triggers) return notShown(table);
  for (const trigger of table.triggers) {
    const reading = readTrigger(trigger, table.database, engine);
    if (reading.kind === "unclear") return `${table.name} changes, and ${reading.why}.`;
  }
  return undefined;
}

function notShown({ name }: ObjectName): string {
  return `This account is not shown whether ${name} has triggers.`;
}

/** What triggers of these tables change and read. A foreign key that cascades fires no triggers (manual 15.1.24.5). */
export function reachedFrom(
  tables: readonly TableStorage[],
  engine: Engine | undefined,
): { writes: ObjectName[]; reads: ObjectName[] } {
  const readings = tables.flatMap(({ triggers = [], database }) =>
    triggers.map((trigger) => readTrigger(trigger, database, engine)),
  );
  const rows = readings.flatMap((reading) => (reading.kind === "rows" ? [reading] : []));
  return { writes: rows.flatMap(({ writes }) => writes), reads: rows.flatMap(({ reads }) => reads) };
}
