import { maxBytes } from "../../schema/charset.ts";
import { type Column, findColumn, type Table } from "../../schema/table.ts";
import type { Refusal, Scene } from "./refusal.ts";

const longestRow = 65_535;
const longestKey = 3072;

/** Limits of the server (manual 10.4.7) and of InnoDB (manual 17.21), where even the least that it takes is too much. */
export function oversize(table: Table, { name, session }: Scene): Refusal[] {
  if (!session.strict) return [];
  const long = table.columns.filter((column) => leastBytes(column) > longestRow);
  if (long.length > 0)
    return long.map((column) => ({
      error: 1074,
      why: `${name}.${column.name} is longer than a row may be.`,
    }));
  const keys = table.indexes.filter(({ kind }) => kind !== "fulltext" && kind !== "spatial");
  const tooLong = keys.filter(({ parts }) => sum(parts.map((part) => partBytes(table, part))) > longestKey);
  const found = tooLong.map((index) => ({
    error: 1071,
    why: `The index ${index.name} of ${name} is longer than ${longestKey} bytes.`,
  }));
  const row = sum(table.columns.map(leastBytes));
  return row > longestRow
    ? [...found, { error: 1118, why: `A row of ${name} takes more than ${longestRow} bytes.` }]
    : found;
}

/** The most bytes that the column's values take in a row; 0 = not known, or kept elsewhere. */
function leastBytes({ type, generated }: Column): number {
  if (generated && !generated.stored) return 0;
  const { name, length = 1, charset } = type;
  if (name === "varchar" || name === "char") return length * (maxBytes(charset) ?? 1);
  if (name === "varbinary" || name === "binary") return length;
  return 0;
}

function partBytes(
  table: Table,
  { column, length }: { column: string | undefined; length: number | undefined },
) {
  const found = column === undefined ? undefined : findColumn(table, column);
  if (!found) return 0;
  if (length === undefined) return leastBytes({ ...found, generated: undefined });
  return length * (/blob$|binary$/.test(found.type.name) ? 1 : (maxBytes(found.type.charset) ?? 1));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
