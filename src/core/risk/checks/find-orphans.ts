import { parentName } from "../../schema/names.ts";
import type { ForeignKeyDefinition, TableName } from "../../sql/definition.ts";
import { quoteName, quoteTable } from "../../sql/write/quote.ts";

/** The first row without a parent: one with a NULL in the key needs none (manual 15.1.20.5, MATCH SIMPLE). */
export function findOrphans(child: TableName, key: ForeignKeyDefinition): string | undefined {
  const { columns, references, referencedColumns } = key;
  const [first] = referencedColumns;
  if (first === undefined || columns.length !== referencedColumns.length) return undefined;
  const parent = parentName(references, child);
  const own = columns.map((column) => `child.${quoteName(column)}`);
  const others = referencedColumns.map((column) => `parent.${quoteName(column)}`);
  const pairs = own.map((column, i) => `${column} = ${others[i]}`).join(" AND ");
  const known = own.map((column) => `${column} IS NOT NULL`).join(" AND ");
  return `SELECT ${own.join(", ")} FROM ${quoteTable(child)} AS child LEFT JOIN ${quoteTable(parent)} AS parent ON ${pairs} WHERE ${known} AND parent.${quoteName(first)} IS NULL LIMIT 1`;
}
