import type { TableName } from "../../sql/definition.ts";
import { quoteName, quoteTable } from "../../sql/write/quote.ts";

/** The first row that the condition is true for, shown by one column where one is meant. */
export function findRow(table: TableName, condition: string, column?: string): string {
  const shown = column === undefined ? "1" : quoteName(column);
  return `SELECT ${shown} FROM ${quoteTable(table)} WHERE ${condition} LIMIT 1`;
}
