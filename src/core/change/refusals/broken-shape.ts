import { type Column, findColumn, type Index, type Table } from "../../schema/table.ts";
import type { IndexPart } from "../../sql/definition.ts";
import { foldName } from "../../sql/fold-name.ts";
import { autoIncrementFaults } from "./auto-increment-faults.ts";
import { badDefaults } from "./bad-defaults.ts";
import { columnRefusal } from "./column-faults.ts";
import { oversize } from "./oversize.ts";
import { partitionFaults } from "./partition-faults.ts";
import { hidesAll, isPlainGrowth } from "./plain-growth.ts";
import type { Scene, ServerRefusal, Shape } from "./refusal.ts";
import { repeatedColumns, repeatedIndexes, twice } from "./repeated.ts";

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
    shape.table.columns.flatMap((column) => columnRefusal(column, shape.name)),
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
    found.push(...wholeFault(index, table, name));
    for (const part of index.parts) {
      const fault = partFault(part, index, table, name);
      if (fault) found.push(fault);
    }
  }
  return found;
}

/** What is wrong with an index as a whole. */
function wholeFault(index: Index, table: Table, name: string): ServerRefusal[] {
  const { kind, parts } = index;
  if (kind !== "primary" && foldName(index.name) === "primary")
    return [{ error: 1280, why: `An index of ${name} would be called PRIMARY.` }];
  const columns = parts.flatMap(({ column = "" }) => findColumn(table, column) ?? []);
  const again = twice(columns);
  if (again.length > 0)
    return [{ error: 1060, why: `The index ${index.name} of ${name} has the column ${again[0]} twice.` }];
  const wrong = columns.find((column) => misfits[kind]?.test(column.type.name) ?? false);
  if (wrong)
    return [
      {
        error: kind === "fulltext" ? 1283 : 1687,
        why: `${name}.${wrong.name} is of a type that no ${kind} index takes.`,
      },
    ];
  return kindFault(index, columns, name);
}

function kindFault({ kind, name: index }: Index, columns: readonly Column[], name: string): ServerRefusal[] {
  const empty = kind === "spatial" && columns.find(({ nullable }) => nullable);
  if (empty)
    return [
      { error: 1252, why: `${name}.${empty.name} may be NULL, which no SPATIAL index ${index} takes.` },
    ];
  const virtual = kind === "primary" && columns.find(({ generated }) => generated?.stored === false);
  return virtual
    ? [{ error: 3106, why: `The virtual column ${name}.${virtual.name} cannot be in the primary key.` }]
    : [];
}

const numbers = /^((tiny|small|medium|big)?int|decimal|float|double|bit|date|time|datetime|timestamp|year)$/;
/** Types that are surely none for an index of the kind. */
const misfits: Partial<Readonly<Record<Index["kind"], RegExp>>> = {
  fulltext: new RegExp(`${numbers.source}|^(enum|set|json)$|binary$|blob$`),
  spatial: new RegExp(`${numbers.source}|^(enum|set|json)$|char$|binary$|blob$|text$`),
};

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
