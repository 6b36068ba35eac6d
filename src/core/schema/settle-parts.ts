import type { IndexPart, Partitioning } from "../sql/definition.ts";
import { type Column, foldName } from "./table.ts";

/** A prefix as long as its column, or of a type that has none, is no prefix (manual 15.1.15). */
export function settleParts(parts: readonly IndexPart[], columns: readonly Column[]): readonly IndexPart[] {
  if (parts.every(({ length }) => length === undefined)) return parts;
  return parts.map((part) => {
    const column = columns.find(({ name }) => foldName(name) === foldName(part.column ?? ""));
    return part.length === undefined || !column || part.length < longest(column)
      ? part
      : { ...part, length: undefined };
  });
}

function longest({ type: { name, length } }: Column): number {
  if (/text$|blob$|^(geometry|point|linestring|polygon|multi|geometrycollection)/.test(name)) return Infinity;
  return /^(var)?(char|binary)$/.test(name) ? (length ?? 1) : 0;
}

/** HASH and KEY make one partition where neither names nor a number are stated (manual 26.2.4). */
export function settlePartitions(partitioning: Partitioning): Partitioning {
  const { method, partitions, count } = partitioning;
  const counted = (method === "hash" || method === "key") && partitions.length === 0;
  return counted ? { ...partitioning, count: count ?? 1 } : partitioning;
}
