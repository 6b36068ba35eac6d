import type { TableName } from "../sql/definition.ts";
import { type DraftCatalog, noteMove, putTable, referrersOf } from "./catalog.ts";
import { renameGenerated } from "./default-names.ts";
import { keyOfResolved } from "./names.ts";
import { followTable } from "./programs.ts";
import { whatMoved } from "./stored-table.ts";
import { pointsAt, type Table } from "./table.ts";

/** Gives a table another name, both of them resolved; foreign keys that point at it follow. */
export function moveTable(catalog: DraftCatalog, from: TableName, to: TableName) {
  const [old, next] = [keyOfResolved(from), keyOfResolved(to)];
  const table = catalog.tables.get(old);
  noteMove(catalog, next, whatMoved(catalog, old, from));
  noteMove(catalog, old, undefined);
  followTable(catalog, old, next);
  catalog.tables.delete(old);
  catalog.tables.delete(next);
  if (catalog.created.delete(old)) catalog.created.add(next);
  else catalog.created.delete(next);
  if (table) {
    const foreignKeys = renameGenerated(table.foreignKeys, from.table, to.table);
    const checks = renameGenerated(table.checks, from.table, to.table);
    putTable(catalog, next, { ...table, name: to, foreignKeys, checks });
  }
  for (const [key, other] of referrersOf(catalog, from.table))
    putTable(catalog, key, follow(other, from, to));
}

function follow(table: Table, from: TableName, to: TableName): Table {
  const foreignKeys = table.foreignKeys.map((key) =>
    pointsAt(key, from) ? { ...key, references: to } : key,
  );
  return { ...table, foreignKeys };
}
