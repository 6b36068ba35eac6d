import type { TableName } from "../sql/definition.ts";
import { type DraftCatalog, noteMove, putTable, referrersOf, tableKey } from "./catalog.ts";
import { renameGenerated } from "./default-names.ts";
import { whatMoved } from "./stored-table.ts";
import type { Table } from "./table.ts";

/** Gives a table another name; foreign keys that point at it follow. */
export function moveTable(catalog: DraftCatalog, from: TableName, to: TableName) {
  const [old, next] = [tableKey(from), tableKey(to)];
  const table = catalog.tables.get(old);
  noteMove(catalog, next, whatMoved(catalog, old, from));
  noteMove(catalog, old, undefined);
  catalog.tables.delete(old);
  catalog.tables.delete(next);
  if (catalog.created.delete(old)) catalog.created.add(next);
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
    pointsAt(key.references, from, table) ? { ...key, references: to } : key,
  );
  return { ...table, foreignKeys };
}

function pointsAt({ database, table }: TableName, wanted: TableName, owner: Table): boolean {
  return table === wanted.table && (database ?? owner.name.database) === wanted.database;
}
