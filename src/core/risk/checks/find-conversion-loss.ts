import {
  canonicalCharset,
  canonicalCollation,
  charsetOfCollation,
  defaultCollation,
  isText,
  maxBytes,
} from "../../schema/charset.ts";
import { type Column, findColumn, type Index, type Table } from "../../schema/table.ts";
import type { TableName, TableOptions } from "../../sql/definition.ts";
import type { Engine } from "../../sql/engine.ts";
import { quoteName, quoteTable } from "../../sql/write/quote.ts";
import { otherCharacters } from "./misfits.ts";

/**
 * The first row whose text the new character set cannot hold, or the first value that two rows of a unique key would
 * share by the new collation. undefined = a character set or collation of it is not known.
 */
export function findConversionLoss(
  name: TableName,
  table: Table,
  { options, engine }: { options: TableOptions | undefined; engine: Engine | undefined },
): string | undefined {
  const stated = canonicalCollation(options?.get("COLLATE"));
  const charset = canonicalCharset(options?.get("CHARSET")) ?? charsetOfCollation(stated);
  const collation = stated ?? defaultCollation(charset, engine);
  if (charset === undefined || maxBytes(charset) === undefined || !/^\w+$/.test(collation ?? ""))
    return undefined;
  const from = quoteTable(name);
  const queries: string[] = [];
  for (const column of table.columns.filter(({ type }) => isText(type))) {
    const lost = otherCharacters(quoteName(column.name), column.type.charset, charset);
    if (lost === undefined) return undefined;
    // A character set with room for every character loses none.
    if (/^utf(8mb4|16|16le|32)$/.test(charset)) continue;
    queries.push(...lost.map((condition) => `SELECT 1 FROM ${from} WHERE ${condition}`));
  }
  for (const index of table.indexes.filter(({ kind }) => kind === "unique" || kind === "primary")) {
    const query = findEqual(from, table, index, `${charset}) COLLATE ${collation}`);
    if (query !== undefined) queries.push(query);
  }
  if (queries.length === 0) return undefined;
  return `${queries.map((query) => `(${query} LIMIT 1)`).join(" UNION ALL ")} LIMIT 1`;
}

function findEqual(from: string, table: Table, { parts }: Index, converted: string): string | undefined {
  const columns = parts.map(({ column = "" }) => findColumn(table, column));
  if (!columns.some((column) => column !== undefined && isText(column.type))) return undefined;
  const values = parts.map(({ length }, i) => convertedValue(columns[i], length, converted));
  if (values.some((value) => value === undefined)) return undefined;
  const known = values.map((value) => `${value} IS NOT NULL`).join(" AND ");
  return `SELECT 1 FROM ${from} WHERE ${known} GROUP BY ${values.join(", ")} HAVING COUNT(*) > 1`;
}

function convertedValue(
  column: Column | undefined,
  length: number | undefined,
  converted: string,
): string | undefined {
  if (column === undefined) return undefined;
  const name = quoteName(column.name);
  const value = length === undefined ? name : `LEFT(${name}, ${length})`;
  return isText(column.type) ? `CONVERT(${value} USING ${converted}` : value;
}
