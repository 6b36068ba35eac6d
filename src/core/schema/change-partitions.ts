import type { Clause } from "../sql/clause.ts";
import type { Partitioning } from "../sql/definition.ts";
import { foldName } from "./table.ts";

/** The partitions after ADD, DROP, COALESCE and REORGANIZE PARTITION, named as the server names them (manual 26.3). */
export function changePartitions(partitioning: Partitioning, clause: Clause): Partitioning {
  const { partitions } = partitioning;
  const changed = partitions.length > 0 ? namesAfter(partitions, clause) : [];
  return { ...partitioning, partitions: changed, count: undefined };
}

function namesAfter(before: readonly string[], clause: Clause): readonly string[] {
  const { kind, partitions, intoPartitions, partitionCount } = clause;
  const named = new Set(Array.isArray(partitions) ? partitions.map(foldName) : []);
  const isNamed = (name: string) => named.has(foldName(name));
  if (kind === "drop-partition") return before.filter((name) => !isNamed(name));
  if (kind === "add-partition")
    return [
      ...before,
      ...(partitionCount === undefined ? names(partitions) : counted(before.length, partitionCount)),
    ];
  // COALESCE takes the last ones; REORGANIZE without names leaves the number that HASH and KEY have by default: one.
  if (partitionCount !== undefined) return before.slice(0, Math.max(before.length - partitionCount, 1));
  if (!intoPartitions) return before.slice(0, 1);
  const at = before.findIndex(isNamed);
  return before.flatMap((name, i) => (i === at ? intoPartitions : isNamed(name) ? [] : [name]));
}

function names(partitions: Clause["partitions"]): readonly string[] {
  return Array.isArray(partitions) ? partitions : [];
}

/** `p4`, `p5`, …: what the server calls partitions that are only counted. */
export function counted(from: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `p${from + i}`);
}
