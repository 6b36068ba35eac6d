import type { IndexPart, Partitioning } from "../sql/definition.ts";
import { type Column, findColumn, type Table } from "./table.ts";

/** A prefix as long as its column, or of a type that has none, is no prefix (manual 15.1.15). */
export function storedParts(
  parts: readonly IndexPart[],
  table: Pick<Table, "columns">,
): readonly IndexPart[] {
  if (parts.every(({ length }) => length === undefined)) return parts;
  return parts.map((part) => {
    const column = findColumn(table, part.column ?? "");
    return part.length === undefined || !column || part.length < longest(column)
      ? part
      : { ...part, length: undefined };
  });
}

function longest({ type: { name, length } }: Column): number {
  if (/text$|blob$|^(geometry|point|linestring|polygon|multi|geometrycollection)/.test(name)) return Infinity;
  return /^(var)?(char|binary)$/.test(name) ? (length ?? 1) : 0;
}

/** Most partitions that a table may have (manual 26.6). */
const mostPartitions = 8192;

/** HASH and KEY name their partitions themselves, and make one where no number is stated (manual 26.2.4). */
export function storedPartitions(partitioning: Partitioning): Partitioning {
  const { method, partitions, count = 1 } = partitioning;
  if (partitions.length > 0 || (method !== "hash" && method !== "key") || count > mostPartitions)
    return partitioning;
  return { ...partitioning, partitions: counted(0, count), count };
}

/** `p4`, `p5`, …: what the server calls partitions that are only counted. */
export function counted(from: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `p${from + i}`);
}
