import { quoteName } from "../../sql/write/quote.ts";
import { keyLiteral } from "./exact-literal.ts";
import type { RowChange } from "./row-change.ts";
import type { WalkedKey } from "./why-not-batches.ts";

/** A row's place in the walk: its key's values as literals, one for each column. */
export type Place = readonly string[];

/** The statement of the file for the rows after one place up to another: its words, and one condition more. */
export function writeBatch(
  change: Pick<RowChange, "head" | "condition" | "alias">,
  key: Pick<WalkedKey, "columns">,
  piece: { after: Place | undefined; through: Place },
): string {
  return `${change.head}\nWHERE ${batchCondition(change, key, piece)}`;
}

/** Which rows a batch is about. */
export function batchCondition(
  { condition, alias }: Pick<RowChange, "condition" | "alias">,
  key: Pick<WalkedKey, "columns">,
  piece: { after: Place | undefined; through: Place },
): string {
  const range = between(alias, key, piece);
  return condition === undefined ? range : `(${condition}\n) AND ${range}`;
}

/** As `writeBatch`, for people: the key, and its values, are the table's, which is not known here. */
export function describeBatch({ head, condition }: Pick<RowChange, "head" | "condition">): string {
  const range = "<key> > … AND <key> <= …";
  return condition === undefined ? `${head} WHERE ${range}` : `${head} WHERE (${condition}) AND ${range}`;
}

/** The last key of a table, where the walk ends: rows that are inserted after it were not there yet. */
export function selectEnd({ table, alias }: RowChange, key: WalkedKey): string {
  const order = key.columns.map(({ name }) => `${quoteName(alias)}.${quoteName(name)} DESC`);
  return `${selectFrom({ table, alias }, key)} ORDER BY ${order.join(", ")} LIMIT 1`;
}

/** The key of the `size`th row after a place; no row = fewer are left. */
export function selectThrough(
  { table, alias }: RowChange,
  key: WalkedKey,
  { after, end, size }: { after: Place | undefined; end: Place; size: number },
): string {
  const order = key.columns.map(({ name }) => `${quoteName(alias)}.${quoteName(name)}`);
  const range = between(alias, key, { after, through: end });
  return `${selectFrom({ table, alias }, key)} WHERE ${range} ORDER BY ${order.join(", ")} LIMIT ${size - 1}, 1`;
}

function selectFrom({ table, alias }: Pick<RowChange, "table" | "alias">, key: WalkedKey): string {
  const values = key.columns.map((column, i) => `${keyLiteral(column, alias)} AS k${i}`);
  const by = key.name === "PRIMARY" ? " FORCE INDEX (PRIMARY)" : "";
  return `SELECT ${values.join(", ")} FROM ${quoteName(table.database)}.${quoteName(table.name)} AS ${quoteName(alias)}${by}`;
}

function between(
  alias: string,
  { columns }: Pick<WalkedKey, "columns">,
  { after, through }: { after: Place | undefined; through: Place },
): string {
  const names = columns.map(({ name }) => `${quoteName(alias)}.${quoteName(name)}`);
  const upTo = compare(names, through, "<");
  return after === undefined ? upTo : `${compare(names, after, ">")} AND ${upTo}`;
}

/**
 * `(a, b) > (1, 2)` in the words that the optimizer makes a range of: `a >= 1 AND (a > 1 OR b > 2)`. `<` is up to the
 * place and with it, `>` after it and without it.
 */
function compare(names: readonly string[], place: Place, sign: "<" | ">"): string {
  const [name, ...others] = names;
  const [value, ...rest] = place;
  const last = others.length === 0;
  if (last) return `${name} ${sign === "<" ? "<=" : ">"} ${value}`;
  return `(${name} ${sign}= ${value} AND (${name} ${sign} ${value} OR ${compare(others, rest, sign)}))`;
}
