import type { IndexPart, TableName } from "../../sql/definition.ts";
import type { LexMode } from "../../sql/mode.ts";
import { quoteName, quoteTable } from "../../sql/write/quote.ts";
import { plainSql } from "./plain-sql.ts";

/** The first value that two rows share: rows with a NULL in it share nothing (manual 15.1.15). */
export function findDuplicates(
  table: TableName,
  parts: readonly IndexPart[],
  mode: LexMode,
): string | undefined {
  const values = valuesOf(parts, mode);
  if (values === undefined) return undefined;
  const known = values.map((value) => `${value} IS NOT NULL`).join(" AND ");
  return `SELECT ${values.join(", ")} FROM ${quoteTable(table)} WHERE ${known} GROUP BY ${values.join(", ")} HAVING COUNT(*) > 1 LIMIT 1`;
}

/** The same for a primary key, which takes no NULL either. */
export function findUnkeyed(
  table: TableName,
  parts: readonly IndexPart[],
  mode: LexMode,
): string | undefined {
  const values = valuesOf(parts, mode);
  if (values === undefined) return undefined;
  const missing = values.map((value) => ` OR ${value} IS NULL`).join("");
  return `SELECT ${values.join(", ")} FROM ${quoteTable(table)} GROUP BY ${values.join(", ")} HAVING COUNT(*) > 1${missing} LIMIT 1`;
}

/** The columns that an index is about; those inside an expression are not looked for. */
export function columnsOf(parts: readonly IndexPart[]): string[] {
  return parts.flatMap(({ column }) => (column === undefined ? [] : [column]));
}

function valuesOf(parts: readonly IndexPart[], mode: LexMode): string[] | undefined {
  const values = parts.flatMap((part) => partValue(part, mode) ?? []);
  return values.length > 0 && values.length === parts.length ? values : undefined;
}

function partValue({ column, expression = "", length }: IndexPart, mode: LexMode): string | undefined {
  if (column === undefined) return plainSql(expression, mode);
  return length === undefined ? quoteName(column) : `LEFT(${quoteName(column)}, ${length})`;
}
