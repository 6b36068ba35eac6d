import type {
  CheckDefinition,
  ColumnDefinition,
  ForeignKeyDefinition,
  IndexDefinition,
  TableName,
} from "../sql/definition.ts";
import { foldName } from "../sql/fold-name.ts";
import type { Check, ForeignKey, Index } from "./table.ts";

/** An index without a name takes its first column's, with _2, _3, … where that is taken (manual 15.1.20). */
export function indexName({ name: stated, parts }: IndexDefinition, taken: readonly Index[]): string {
  if (stated !== undefined) return stated;
  const base = parts[0]?.column ?? "functional_index";
  const names = new Set(taken.map(({ name }) => foldName(name)));
  names.add("primary");
  let name = base;
  for (let n = 2; names.has(foldName(name)); n++) name = `${base}_${n}`;
  return name;
}

/** `table_ibfk_n` (manual 15.1.20.5). */
export function nameForeignKey(
  key: ForeignKeyDefinition,
  table: TableName,
  taken: readonly ForeignKey[],
): ForeignKey {
  return { ...key, name: key.name ?? nextName(`${table.table}_ibfk_`, taken) };
}

/** `table_chk_n` (manual 15.1.20.6). */
export function nameCheck(check: CheckDefinition, table: TableName, taken: readonly Check[]): Check {
  return { ...check, name: check.name ?? nextName(`${table.table}_chk_`, taken) };
}

function nextName(prefix: string, taken: readonly { name: string }[]): string {
  let last = 0;
  for (const { name } of taken) {
    if (name.startsWith(prefix)) last = Math.max(last, Number(name.slice(prefix.length)) || 0);
  }
  return `${prefix}${last + 1}`;
}

/** The indexes that a column's own KEY and UNIQUE stand for. */
export function inlineIndexes({ name, inline }: ColumnDefinition): IndexDefinition[] {
  const whole = { column: name, expression: undefined, length: undefined, descending: false };
  const parts = [whole];
  const indexes: IndexDefinition[] = [];
  if (inline.primaryKey) indexes.push({ name: "PRIMARY", kind: "primary", parts, visible: true });
  if (inline.unique) indexes.push({ name: undefined, kind: "unique", parts, visible: true });
  return indexes;
}

/** A table that gets another name renames the constraints that carry the old one. */
export function renameGenerated<T extends { name: string }>(
  named: readonly T[],
  from: string,
  to: string,
): readonly T[] {
  return named.map((one) => {
    const [, suffix] = one.name.startsWith(from)
      ? (/^(_(?:ibfk|chk)_\d+)$/.exec(one.name.slice(from.length)) ?? [])
      : [];
    return suffix === undefined ? one : { ...one, name: `${to}${suffix}` };
  });
}
