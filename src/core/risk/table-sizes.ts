import type { DescribedStatement } from "../change/change.ts";
import { tableStatistics } from "../schema/known-statistics.ts";
import type { DatabaseStatistics, TableStatistics } from "../schema/statistics.ts";

export interface Size {
  rows: number;
  bytes: number;
}

/** What a target's database says of a table of a statement; undefined = not known. */
export interface TableSize {
  table: string;
  /** The same pull request creates it: nothing is in it. */
  isNew: boolean;
  size: TableStatistics | undefined;
}

const empty: TableStatistics = { rows: 0, bytes: 0, triggers: 0, referencedBy: [] };

/** The tables that a statement names; two of different databases may have one name. */
export function tableSizes(
  { stored }: Pick<DescribedStatement, "stored">,
  known: DatabaseStatistics | undefined,
): TableSize[] {
  const sizes = new Map<string, TableSize>();
  for (const { table, name } of stored) {
    const isNew = name === "new";
    const size = known && (isNew ? empty : name && tableStatistics(known, name));
    sizes.set(JSON.stringify([table, name]), { table, isNew, size });
  }
  return [...sizes.values()];
}

/**
 * How much a statement has to do with: its largest table, by rows and by bytes. What triggers and foreign keys of a table
 * change stands in other tables, so DML on a table that has some, or where they are not visible, has no known size.
 */
export function statementSize(
  { source, parsed }: Pick<DescribedStatement, "source" | "parsed">,
  sizes: readonly TableSize[],
): Size | undefined {
  if (!parsed || sizes.length === 0) return undefined;
  const largest = { rows: 0, bytes: 0 };
  for (const { size } of sizes) {
    if (size === undefined || (source === "dml" && reachesFurther(size))) return undefined;
    largest.rows = Math.max(largest.rows, size.rows);
    largest.bytes = Math.max(largest.bytes, size.bytes);
  }
  return largest;
}

function reachesFurther({ triggers, referencedBy }: TableStatistics): boolean {
  return triggers !== 0 || referencedBy === undefined || referencedBy.length > 0;
}
