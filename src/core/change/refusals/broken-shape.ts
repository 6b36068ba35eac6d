import { findColumn, foldName, type Index, type Table } from "../../schema/table.ts";
import type { IndexPart } from "../../sql/definition.ts";
import { badDefaults } from "./bad-defaults.ts";
import { oversize } from "./oversize.ts";
import type { Refusal, Scene } from "./refusal.ts";

/** Why the server takes no such table, however it came about. What was so before is not this statement's doing. */
export function brokenShape(scene: Scene): Refusal[] {
  const { before, after } = scene;
  if (!after || after === before) return [];
  const found = faults(after, scene);
  if (found.length === 0 || before === undefined) return found;
  const known = new Set(faults(before, scene).map(({ why }) => why));
  return found.filter(({ why }) => !known.has(why));
}

function faults(table: Table, scene: Scene): Refusal[] {
  return [
    ...repeated(table, scene),
    ...keyFaults(table, scene),
    ...autoIncrementFaults(table, scene),
    ...badDefaults(table, scene),
    ...oversize(table, scene),
    ...partitionFaults(table, scene),
  ];
}

function repeated({ columns, indexes, complete }: Table, { name }: Scene): Refusal[] {
  if (columns.length === 0 && complete) return [{ error: 1090, why: `${name} would have no column.` }];
  const primary = indexes.filter(({ kind }) => kind === "primary");
  const others = indexes.filter(({ kind }) => kind !== "primary");
  return [
    ...twice(columns).map((column) => ({ error: 1060, why: `${name} would have two columns ${column}.` })),
    ...twice(others).map((index) => ({ error: 1061, why: `${name} would have two indexes ${index}.` })),
    ...(primary.length > 1 ? [{ error: 1068, why: `${name} would have two primary keys.` }] : []),
  ];
}

function twice(list: readonly { name: string }[]): string[] {
  const seen = new Set<string>();
  return list.flatMap(({ name }) => {
    const folded = foldName(name);
    if (seen.has(folded)) return [name];
    seen.add(folded);
    return [];
  });
}

function keyFaults(table: Table, { name }: Scene): Refusal[] {
  return table.indexes.flatMap((index) =>
    index.parts.flatMap((part) => partFault(part, index, table, name) ?? []),
  );
}

function partFault(
  { column, length }: IndexPart,
  index: Index,
  table: Table,
  name: string,
): Refusal | undefined {
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

/** InnoDB wants it first in some index (manual 17.6.1.6). */
function autoIncrementFaults(table: Table, { name, engine }: Scene): Refusal[] {
  const counters = table.columns.filter(({ autoIncrement }) => autoIncrement);
  const [first] = counters;
  if (!first || !isInnodb(table)) return [];
  if (counters.length > 1) return [{ error: 1075, why: `${name} would have two AUTO_INCREMENT columns.` }];
  const floats = engine.version < 80400 && /^(float|double)$/.test(first.type.name);
  if (!/int$/.test(first.type.name) && !floats)
    return [
      { error: 1063, why: `${name}.${first.name} is no whole number, so it cannot be AUTO_INCREMENT.` },
    ];
  const keyed = table.indexes.some(({ parts }) => foldName(parts[0]?.column ?? "") === foldName(first.name));
  return keyed || !table.complete
    ? []
    : [{ error: 1075, why: `The AUTO_INCREMENT column ${name}.${first.name} would be first in no index.` }];
}

function partitionFaults(table: Table, { name }: Scene): Refusal[] {
  const { partitioning, foreignKeys, indexes, columns } = table;
  if (!partitioning) return [];
  if (foreignKeys.length > 0) return [{ error: 1506, why: `${name} is partitioned, and has a foreign key.` }];
  const words = new Set((partitioning.by.match(/[\p{L}\p{N}_$]+/gu) ?? []).map(foldName));
  const by = columns.filter((column) => words.has(foldName(column.name)));
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

export function isInnodb({ options }: Table): boolean {
  return /^innodb$/i.test(options.get("ENGINE") ?? "InnoDB");
}
