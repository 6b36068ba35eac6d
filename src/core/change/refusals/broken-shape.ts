import { findColumn, type Index, type Table } from "../../schema/table.ts";
import type { IndexPart } from "../../sql/definition.ts";
import { foldName } from "../../sql/fold-name.ts";
import { autoIncrementFaults } from "./auto-increment-faults.ts";
import { badDefaults } from "./bad-defaults.ts";
import { oversize } from "./oversize.ts";
import { hidesAll, isPlainGrowth } from "./plain-growth.ts";
import type { Scene, ServerRefusal, Shape } from "./refusal.ts";
import { repeatedColumns, repeatedIndexes } from "./repeated.ts";
import { partitionedBy } from "./table-expressions.ts";

/** Why the server takes no such table, however it came about. What was so before is not this statement's doing. */
export function brokenShape(scene: Scene): ServerRefusal[] {
  const { before, after, name, session, engine } = scene;
  if (!after || after === before) return [];
  const shape = { table: after, name, session, engine, isNew: before === undefined };
  if (isPlainGrowth(shape, before)) return [];
  const found = faults(shape);
  if (found.length === 0 || before === undefined) return found;
  const known = new Set(faults({ ...shape, table: before }).map(({ why }) => why));
  return found.filter(({ why }) => !known.has(why));
}

function faults(shape: Shape): ServerRefusal[] {
  return namesFaults(shape).concat(
    keyFaults(shape),
    autoIncrementFaults(shape),
    badDefaults(shape),
    oversize(shape),
    partitionFaults(shape),
  );
}

function namesFaults(shape: Shape): ServerRefusal[] {
  const { table, name, isNew } = shape;
  if (table.complete && hidesAll(table)) {
    const dropsAll = !isNew && table.columns.length === 0;
    return [{ error: dropsAll ? 1090 : 4028, why: `${name} would have no visible column.` }];
  }
  return repeatedColumns(shape).concat(repeatedIndexes(shape));
}

function keyFaults({ table, name }: Shape): ServerRefusal[] {
  const found: ServerRefusal[] = [];
  for (const index of table.indexes) {
    for (const part of index.parts) {
      const fault = partFault(part, index, table, name);
      if (fault) found.push(fault);
    }
  }
  return found;
}

function partFault(
  { column, length }: IndexPart,
  index: Index,
  table: Table,
  name: string,
): ServerRefusal | undefined {
  if (column === undefined) return undefined;
  const type = findColumn(table, column)?.type.name;
  if (type === undefined) {
    const why = `${name} has no column ${column} for the index ${index.name}.`;
    return table.complete ? { error: 1072, why } : undefined;
  }
  if (length !== undefined || index.kind === "fulltext" || index.kind === "spatial") return undefined;
  if (type === "json") return { error: 3152, why: `${name}.${column} is JSON, which no index takes.` };
  return /(text|blob)$/.test(type)
    ? { error: 1170, why: `The index ${index.name} of ${name} needs a length for ${column}, which has none.` }
    : undefined;
}

function partitionFaults({ table, name, engine }: Shape): ServerRefusal[] {
  const { partitioning, foreignKeys, indexes, columns } = table;
  if (!partitioning) return [];
  if (foreignKeys.length > 0) return [{ error: 1506, why: `${name} is partitioned, and has a foreign key.` }];
  const named = partitionedBy(partitioning, engine);
  const by = columns.filter((column) => named.has(foldName(column.name)));
  const narrow = indexes.find(
    (index) => isUnique(index) && by.some(({ name: column }) => !holds(index, column)),
  );
  return narrow
    ? [
        {
          error: 1503,
          why: `The unique index ${narrow.name} of ${name} lacks a column that the table is partitioned by.`,
        },
      ]
    : [];
}

function isUnique({ kind }: Index): boolean {
  return kind === "primary" || kind === "unique";
}

function holds({ parts }: Index, column: string): boolean {
  return parts.some((part) => part.column !== undefined && foldName(part.column) === foldName(column));
}
