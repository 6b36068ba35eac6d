import { keyOfResolved } from "../../schema/names.ts";
import { type Column, type ForeignKey, findColumn, type Index, type Table } from "../../schema/table.ts";
import type { ColumnType } from "../../sql/definition.ts";
import { foldName } from "../../sql/fold-name.ts";
import { columnsNamed, definedExpression, keptMode } from "../../sql/grammar/defined-expression.ts";
import { isIntegerType } from "../../sql/integer-type.ts";
import type { Scene, ServerRefusal } from "./refusal.ts";

/** Foreign keys that the statement would make and the server does not (manual 15.1.20.5). */
export function foreignKeyFaults(scene: Scene): ServerRefusal[] {
  const { before, after } = scene;
  if (!after || !scene.session.foreignKeyChecks) return [];
  const known = new Set(before?.foreignKeys.map(({ name }) => name));
  return after.foreignKeys
    .filter(({ name }) => !known.has(name))
    .flatMap((key) => faultOf(key, after, scene) ?? []);
}

function faultOf(key: ForeignKey, child: Table, scene: Scene): ServerRefusal | undefined {
  const { catalog, name, engine } = scene;
  const own = key.columns.map((column) => findColumn(child, column));
  const missing = key.columns.find((_, i) => own[i] === undefined);
  if (missing !== undefined)
    return child.complete
      ? { error: 1072, why: `${name} has no column ${missing} for its foreign key.` }
      : undefined;
  const nulled = own.find((column) => key.onDelete === "set-null" && column?.nullable === false);
  if (nulled)
    return { error: 1830, why: `${name}.${nulled.name} is NOT NULL, and its foreign key would set it NULL.` };
  const kept = actionFault(key, own, child, name);
  if (kept) return kept;
  const parent = catalog.tables.get(keyOfResolved(key.references));
  return (
    parent &&
    parentFault(
      key,
      own.map((column) => column?.type),
      parent,
      { name, version: engine.version },
    )
  );
}

/** What computed columns and checks do not let a foreign key do (manual 15.1.20.5, 15.1.20.6). */
function actionFault(
  { columns, onDelete, onUpdate }: ForeignKey,
  own: readonly (Column | undefined)[],
  child: Table,
  name: string,
): ServerRefusal | undefined {
  const virtual = own.find((column) => column?.generated?.stored === false);
  if (virtual) return { error: 3733, why: `${name}.${virtual.name} is virtual, and takes no foreign key.` };
  const computed = own.find((column) => column?.generated);
  const setsNull = onDelete === "set-null" || onUpdate === "set-null";
  if (computed && (setsNull || onUpdate === "cascade"))
    return { error: 3104, why: `${name}.${computed.name} is computed, so no foreign key may write it.` };
  if (!setsNull && onUpdate !== "cascade") return undefined;
  const written = new Set(columns.map(foldName));
  const check = child.checks.find(({ expression }) => {
    const tree = definedExpression(expression, keptMode(undefined));
    return tree !== undefined && [...columnsNamed(tree)].some((column) => written.has(column));
  });
  return (
    check && {
      error: 3823,
      why: `The CHECK ${check.name} of ${name} is about what a foreign key would write.`,
    }
  );
}

function parentFault(
  key: ForeignKey,
  types: readonly (ColumnType | undefined)[],
  parent: Table,
  { name, version }: { name: string; version: number },
): ServerRefusal | undefined {
  const to = parent.name.table;
  if (parent.partitioning)
    return { error: 1506, why: `${to} is partitioned, so no foreign key may refer to it.` };
  for (const [i, column] of key.referencedColumns.entries()) {
    const found = findColumn(parent, column);
    const type = types[i];
    if (!found)
      return parent.complete ? { error: 3734, why: `${to} has no column ${column} to refer to.` } : undefined;
    if (type && areIncompatible(type, found.type))
      return {
        error: 3780,
        why: `${name}.${key.columns[i] ?? ""} and ${to}.${column} are of different types.`,
      };
  }
  if (!parent.complete) return undefined;
  if (version >= 80400 && !parent.indexes.some((index) => isExactly(index, key.referencedColumns)))
    return { error: 6125, why: `${to} has no unique key of just (${key.referencedColumns.join(", ")}).` };
  return parent.indexes.some((index) => servesReference(index, key.referencedColumns))
    ? undefined
    : { error: 1822, why: `${to} has no index that begins with (${key.referencedColumns.join(", ")}).` };
}

/** Whole numbers of one size and sign, texts of one character set and collation; of others nothing is said. */
function areIncompatible(a: ColumnType, b: ColumnType): boolean {
  const text = /^(var)?char$/;
  if (isIntegerType(a.name) || isIntegerType(b.name)) return a.name !== b.name || a.unsigned !== b.unsigned;
  if (text.test(a.name) !== text.test(b.name)) return /^(var)?binary$|^date|^time/.test(a.name + b.name);
  if (!text.test(a.name)) return false;
  const differ = (one: string | undefined, other: string | undefined) =>
    one !== undefined && other !== undefined && one !== other;
  return differ(a.charset, b.charset) || differ(a.collation, b.collation);
}

function isExactly({ kind, parts }: Index, columns: readonly string[]): boolean {
  if (kind !== "primary" && kind !== "unique") return false;
  const names = new Set(parts.map(({ column = "" }) => foldName(column)));
  return names.size === columns.length && columns.every((column) => names.has(foldName(column)));
}

export function servesReference({ kind, parts }: Index, columns: readonly string[]): boolean {
  if (kind === "fulltext" || kind === "spatial") return false;
  return columns.every((column, i) => foldName(parts[i]?.column ?? "") === foldName(column));
}
