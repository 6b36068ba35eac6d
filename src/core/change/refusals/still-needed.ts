import { referrersOf } from "../../schema/catalog.ts";
import { type Column, type ForeignKey, findColumn, pointsAt, type Table } from "../../schema/table.ts";
import type { Clause } from "../../sql/clause.ts";
import { foldName } from "../../sql/fold-name.ts";
import { isIntegerType } from "../../sql/integer-type.ts";
import { demands } from "./demands.ts";
import { servesReference } from "./foreign-key-faults.ts";
import type { Scene, ServerRefusal } from "./refusal.ts";

/** What the statement takes away and something else still needs. */
export function stillNeeded(scene: Scene): ServerRefusal[] {
  const { before, after, clauses } = scene;
  if (!before || clauses.every(({ kind }) => demands[kind].takes === "nothing")) return [];
  const gone = clauses.flatMap((clause) => neededTable(clause, before, scene) ?? []);
  if (!after) return gone;
  return [
    ...gone,
    ...clauses.flatMap((clause) => [
      ...neededColumn(clause, before, after, scene),
      ...(neededType(clause, before, after, scene) ?? []),
    ]),
    ...neededIndexes(before, after, scene),
  ];
}

interface Reference {
  child: Table;
  key: ForeignKey;
}

/** Foreign keys of other tables that refer to this one. */
function referencesTo({ name }: Table, { catalog }: Scene): Reference[] {
  const found: Reference[] = [];
  for (const [, child] of referrersOf(catalog, name.table)) {
    for (const key of child.foreignKeys) {
      const isOwn = child.name.table === name.table && child.name.database === name.database;
      if (!isOwn && pointsAt(key, name)) found.push({ child, key });
    }
  }
  return found;
}

function neededTable({ kind }: Clause, before: Table, scene: Scene): ServerRefusal[] | undefined {
  const { takes } = demands[kind];
  const error = takes === "table" ? 3730 : takes === "rows" ? 1701 : undefined;
  if (error === undefined || !scene.session.foreignKeyChecks) return undefined;
  const [reference] = referencesTo(before, scene);
  return (
    reference && [
      {
        error,
        why: `The foreign key ${reference.key.name} of ${reference.child.name.table} refers to ${scene.name}.`,
      },
    ]
  );
}

function neededColumn(clause: Clause, before: Table, after: Table, scene: Scene): ServerRefusal[] {
  if (clause.kind !== "drop-column") return [];
  const { column } = clause;
  if (!findColumn(before, column) || findColumn(after, column)) return [];
  const { name } = scene;
  const wanted = foldName(column);
  const own = after.foreignKeys.find((key) => key.columns.some((one) => foldName(one) === wanted));
  if (own)
    return [{ error: 1828, why: `The foreign key ${own.name} of ${name} needs the column ${column}.` }];
  const other = referencesTo(before, scene).find(({ key }) =>
    key.referencedColumns.some((one) => foldName(one) === wanted),
  );
  if (other)
    return [
      {
        error: 1829,
        why: `The foreign key ${other.key.name} of ${other.child.name.table} needs ${name}.${column}.`,
      },
    ];
  return [];
}

/** Another whole number in a foreign key, on either side of it. */
function neededType(clause: Clause, before: Table, after: Table, scene: Scene): ServerRefusal[] | undefined {
  if (clause.kind !== "modify-column" || !scene.session.foreignKeyChecks) return undefined;
  const { column, to } = clause;
  const [old, next] = [findColumn(before, column), findColumn(after, to ?? column)];
  if (!old || !next || !isOtherInteger(old, next)) return undefined;
  const own = after.foreignKeys.find((key) =>
    key.columns.some((one) => foldName(one) === foldName(next.name)),
  );
  const { name } = scene;
  if (own && before.foreignKeys.some((key) => key.name === own.name))
    return [
      { error: 3780, why: `The foreign key ${own.name} of ${name} keeps ${column} at the type that it has.` },
    ];
  const other = referencesTo(before, scene).find(({ key }) =>
    key.referencedColumns.some((one) => foldName(one) === foldName(column)),
  );
  return (
    other && [
      {
        error: 3780,
        why: `The foreign key ${other.key.name} of ${other.child.name.table} keeps ${name}.${column} at the type that it has.`,
      },
    ]
  );
}

function isOtherInteger({ type: a }: Column, { type: b }: Column): boolean {
  return isIntegerType(a.name) && isIntegerType(b.name) && (a.name !== b.name || a.unsigned !== b.unsigned);
}

function neededIndexes(before: Table, after: Table, scene: Scene): ServerRefusal[] {
  const { clauses, name, session } = scene;
  if (!session.foreignKeyChecks || !clauses.some(({ kind }) => demands[kind].takes === "index")) return [];
  const serves = (table: Table, columns: readonly string[]) =>
    table.indexes.some((index) => servesReference(index, columns));
  const own = after.foreignKeys.filter(({ columns }) => serves(before, columns) && !serves(after, columns));
  const others = referencesTo(before, scene)
    .map(({ key }) => key)
    .filter(({ referencedColumns: columns }) => serves(before, columns) && !serves(after, columns));
  return [...own, ...others].map((key) => ({
    error: 1553,
    why: `The foreign key ${key.name} needs an index of ${name} that would go.`,
  }));
}
