import { maxBytes } from "../../schema/charset.ts";
import { type Column, findColumn, type Index, type Table } from "../../schema/table.ts";
import type { ColumnType, IndexPart } from "../../sql/definition.ts";
import type { ServerRefusal, Shape } from "./refusal.ts";

export const longestRow = 65_535;
export const longestKey = 3072;

/** Limits of the server (manual 10.4.7) and of InnoDB (manual 17.21), where even the least that it takes is too much. */
export function oversize({ table, name, session }: Shape): ServerRefusal[] {
  if (!session.strict) return [];
  if (rowBytes(table) <= longestRow) return longKeys(table, name);
  const long = table.columns.filter((column) => columnBytes(column) > longestRow);
  if (long.length > 0)
    return long.map((column) => ({
      error: 1074,
      why: `${name}.${column.name} is longer than a row may be.`,
    }));
  return [
    ...longKeys(table, name),
    { error: 1118, why: `A row of ${name} takes more than ${longestRow} bytes.` },
  ];
}

function longKeys(table: Table, name: string): ServerRefusal[] {
  const found: ServerRefusal[] = [];
  for (const index of table.indexes) {
    if (keyBytes(table, index) <= longestKey) continue;
    found.push({
      error: 1071,
      why: `The index ${index.name} of ${name} is longer than ${longestKey} bytes.`,
    });
  }
  return found;
}

export function rowBytes({ columns }: Table): number {
  let bytes = 0;
  for (const column of columns) bytes += columnBytes(column);
  return bytes;
}

function columnBytes({ type, generated }: Column): number {
  return generated && !generated.stored ? 0 : leastBytes(type);
}

/** The most bytes that values of the type take in a row; 0 = not known, or kept elsewhere. */
export function leastBytes({ name, length = 1, charset }: ColumnType): number {
  if (name === "varchar" || name === "char") return length * (maxBytes(charset) ?? 1);
  if (name === "varbinary" || name === "binary") return length;
  return 0;
}

function keyBytes(table: Table, { kind, parts }: Index): number {
  let bytes = 0;
  if (kind === "fulltext" || kind === "spatial") return bytes;
  for (const part of parts) bytes += partBytes(table, part);
  return bytes;
}

function partBytes(table: Table, { column, length }: IndexPart): number {
  const type = column === undefined ? undefined : findColumn(table, column)?.type;
  if (!type) return 0;
  if (length === undefined) return leastBytes(type);
  return length * (/blob$|binary$/.test(type.name) ? 1 : (maxBytes(type.charset) ?? 1));
}
