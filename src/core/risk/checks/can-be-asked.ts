import { findColumn } from "../../schema/table.ts";
import type { TableName } from "../../sql/definition.ts";
import type { RiskContext } from "../factor.ts";
import { knownTable } from "../known-table.ts";

/** Whether the columns may be there before the migration: what it adds or renames itself cannot be asked about. */
export function canBeAsked(target: TableName, columns: readonly string[], context: RiskContext): boolean {
  const table = knownTable(target, context);
  return !table?.complete || columns.every((column) => findColumn(table, column) !== undefined);
}
