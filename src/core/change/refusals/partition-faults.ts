import type { Column, Index } from "../../schema/table.ts";
import type { Partitioning } from "../../sql/definition.ts";
import { foldName } from "../../sql/fold-name.ts";
import { isInnodb } from "../cost/table-facts.ts";
import type { ServerRefusal, Shape } from "./refusal.ts";
import { partitionedBy, subpartitionedBy } from "./table-expressions.ts";

/** What no partitioned table may be (manual 26.6, 26.6.1). */
export function partitionFaults(shape: Shape): ServerRefusal[] {
  const { table, name } = shape;
  const { partitioning, foreignKeys } = table;
  if (!partitioning) return [];
  if (foreignKeys.length > 0) return [{ error: 1506, why: `${name} is partitioned, and has a foreign key.` }];
  return schemeFaults(partitioning, name).concat(keyFaults(shape, partitioning));
}

const most = 8192;

function schemeFaults({ method, partitions, count }: Partitioning, name: string): ServerRefusal[] {
  const listed = method === "range" || method === "list";
  if (count === 0) return [{ error: 1504, why: `${name} would have no partition.` }];
  if (count !== undefined && count > most && !listed)
    return [{ error: 1499, why: `${name} would have more than ${most} partitions.` }];
  if (listed && partitions.length === 0)
    return [{ error: 1492, why: `Each partition of ${name} has to be written down.` }];
  const again = repeated(partitions);
  return again === undefined ? [] : [{ error: 1517, why: `${name} would have two partitions ${again}.` }];
}

function repeated(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => seen.size === seen.add(foldName(name)).size);
}

function keyFaults({ table, name, engine }: Shape, partitioning: Partitioning): ServerRefusal[] {
  const { indexes, columns } = table;
  const named = new Set([...partitionedBy(partitioning, engine), ...subpartitionedBy(partitioning, engine)]);
  const by = columns.filter((column) => named.has(foldName(column.name)));
  const isNarrow = (index: Index) => isUnique(index) && by.some((column) => !holds(index, column));
  const narrow = indexes.find(isNarrow);
  if (narrow)
    return [
      {
        error: 1503,
        why: `The unique index ${narrow.name} of ${name} lacks a column that the table is partitioned by.`,
      },
    ];
  if (partitioning.method === "key" && named.size === 0 && !indexes.some(isUnique))
    return [{ error: 1488, why: `${name} is partitioned by its primary key, and has none.` }];
  const special = isInnodb(table) ? indexes.find(({ kind }) => kind === "fulltext") : undefined;
  return special
    ? [{ error: 1214, why: `${name} is partitioned, and takes no FULLTEXT index such as ${special.name}.` }]
    : [];
}

function isUnique({ kind }: Index): boolean {
  return kind === "primary" || kind === "unique";
}

function holds({ parts }: Index, { name }: Column): boolean {
  return parts.some((part) => part.column !== undefined && foldName(part.column) === foldName(name));
}
