import { findColumn, type Table } from "../schema/table.ts";
import type { ColumnType } from "../sql/definition.ts";
import type { Picked } from "../sql/picked.ts";

/** Whether the column can hold the value and others, so that some rows are picked, whatever is in the table. */
export function picksSome({ column, literal }: Picked, table: Table | undefined): boolean {
  const known = table && findColumn(table, column);
  if (!known) return table === undefined;
  return known.held === undefined && !known.generated && holdsMoreThan(literal, known.type);
}

/** The largest number that a type holds for sure, signed or not. */
const largest = new Map([
  ["tinyint", 127],
  ["smallint", 32_767],
  ["mediumint", 8_388_607],
  ["int", 2_147_483_647],
  ["bigint", Number.MAX_SAFE_INTEGER],
]);

function holdsMoreThan({ kind, value }: Picked["literal"], { name, length }: ColumnType): boolean {
  if (kind === "number") return /^\d+$/.test(value) && Number(value) <= (largest.get(name) ?? -1);
  return /^(var)?char$/.test(name) && value.length <= (length ?? 1);
}
