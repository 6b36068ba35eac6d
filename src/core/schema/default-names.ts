import type {
  CheckDefinition,
  ColumnDefinition,
  ForeignKeyDefinition,
  IndexDefinition,
  TableName,
} from "../sql/definition.ts";
import { foldName } from "../sql/fold-name.ts";
import type { Check, ForeignKey } from "./table.ts";

/** The names in a list of one table's, for who names the next one. */
export interface NamesTaken {
  /** Folded. */
  readonly names: Set<string>;
  /** The highest number behind each beginning that ends with `_`. */
  readonly highest: Map<string, number>;
  /** From where a free number of a beginning is looked for. */
  readonly from: Map<string, number>;
}

export function namesTaken(list: readonly { name: string }[]): NamesTaken {
  const taken: NamesTaken = { names: new Set(), highest: new Map(), from: new Map() };
  for (const { name } of list) takeName(taken, name);
  return taken;
}

export function takeName({ names, highest }: NamesTaken, name: string) {
  names.add(foldName(name));
  const [, beginning, number] = /^(.*_)(\d+)$/.exec(name) ?? [];
  if (beginning !== undefined) highest.set(beginning, Math.max(highest.get(beginning) ?? 0, Number(number)));
}

/** An index without a name takes its first column's, with _2, _3, … where that is taken (manual 15.1.20). */
export function indexName({ name: stated, parts }: IndexDefinition, { names, from }: NamesTaken): string {
  if (stated !== undefined) return stated;
  const base = parts[0]?.column ?? "functional_index";
  const isFree = (one: string) => !names.has(foldName(one)) && foldName(one) !== "primary";
  if (isFree(base)) return base;
  // None of those below was free when the last one was named, and none has become so.
  let n = from.get(base) ?? 2;
  while (!isFree(`${base}_${n}`)) n++;
  from.set(base, n);
  return `${base}_${n}`;
}

/** `table_ibfk_n` (manual 15.1.20.5). */
export function nameForeignKey(key: ForeignKeyDefinition, table: TableName, taken: NamesTaken): ForeignKey {
  return { ...key, name: key.name ?? nextName(`${table.table}_ibfk_`, taken) };
}

/** `table_chk_n` (manual 15.1.20.6). */
export function nameCheck(check: CheckDefinition, table: TableName, taken: NamesTaken): Check {
  return { ...check, name: check.name ?? nextName(`${table.table}_chk_`, taken) };
}

function nextName(beginning: string, { highest }: NamesTaken): string {
  return `${beginning}${(highest.get(beginning) ?? 0) + 1}`;
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
