import { type Column, findColumn, type Index, type Table } from "../../schema/table.ts";
import type { ColumnType, IndexPart } from "../../sql/definition.ts";
import { foldName } from "../../sql/fold-name.ts";
import { capacities } from "../capacities.ts";
import { autoIncrementFaults } from "./auto-increment-faults.ts";
import { defaultError } from "./bad-defaults.ts";
import { columnFault } from "./column-faults.ts";
import { leastBytes, longestKey, longestRow, rowBytes } from "./oversize.ts";
import type { Shape } from "./refusal.ts";
import { repeatedIndexes, twice } from "./repeated.ts";

/**
 * Whether all that is new in the table is columns and indexes with which nothing can be wrong, as in most statements: then
 * none of the rules about its shape needs to be asked. What is kept was judged when it came. In doubt the answer is no.
 */
export function isPlainGrowth(shape: Shape, before: Table | undefined): boolean {
  const { table } = shape;
  const isOtherwise = before !== undefined && table.options !== before.options;
  if (isOtherwise || table.partitioning || hidesAll(table)) return false;
  const columns = addedTo(before?.columns, table.columns);
  const indexes = addedTo(before?.indexes, table.indexes);
  if (!columns || !indexes) return false;
  if (indexes.length > 0 && repeatedIndexes(shape).length > 0) return false;
  if (columns.length === 0) return arePlainKeys(indexes, table);
  // A new column may be one that an index waits for.
  return arePlainColumns(columns, shape) && arePlainKeys(table.indexes, table);
}

/** It has no column that `SELECT *` shows; the server wants one (manual 15.1.20.10). */
export function hidesAll({ columns }: Table): boolean {
  return columns.every(isInvisible);
}

function isInvisible({ invisible }: Column): boolean {
  return invisible;
}

/** What the list holds beyond the one before; undefined where something of that has gone or changed. */
function addedTo<One>(before: readonly One[] = [], after: readonly One[]): readonly One[] | undefined {
  if (before.length === 0) return after;
  const added: One[] = [];
  if (before === after) return added;
  let kept = 0;
  for (const one of after) {
    if (one === before[kept]) kept++;
    else added.push(one);
  }
  return kept === before.length ? added : undefined;
}

function arePlainColumns(columns: readonly Column[], shape: Shape): boolean {
  const { table, session } = shape;
  if (twice(table.columns).length > 0 || rowBytes(table) > longestRow) return false;
  for (const column of columns) {
    if (columnFault(column)) return false;
    if (column.autoIncrement && autoIncrementFaults(shape).length > 0) return false;
    if (column.default !== undefined && defaultError(column, table, session.zeroDates) !== undefined)
      return false;
  }
  return true;
}

/** Whole columns of types that need no length, and that are short enough together. */
function arePlainKeys(indexes: readonly Index[], table: Table): boolean {
  for (const index of indexes) {
    if (!isPlainIndex(index)) return false;
    let bytes = 0;
    for (const part of index.parts) {
      const type = plainType(part, index, table);
      if (!type) return false;
      bytes += leastBytes(type);
    }
    if (bytes > longestKey) return false;
  }
  return true;
}

function isPlainIndex({ kind, name, parts }: Index): boolean {
  if (kind === "fulltext" || kind === "spatial") return false;
  if (kind !== "primary" && foldName(name) === "primary") return false;
  return (
    parts.length === 1 || new Set(parts.map(({ column = "" }) => foldName(column))).size === parts.length
  );
}

function plainType({ column, length }: IndexPart, { kind }: Index, table: Table): ColumnType | undefined {
  const found = column === undefined || length !== undefined ? undefined : findColumn(table, column);
  if (!found || (kind === "primary" && found.generated)) return undefined;
  const { type } = found;
  return capacities[type.name] === undefined && type.name !== "json" ? type : undefined;
}
