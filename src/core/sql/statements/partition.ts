import type { Partitioning } from "../definition.ts";
import {
  bitExpression,
  type Cursor,
  fail,
  isNext,
  list,
  mayBeMariadb,
  need,
  needAll,
  parenthesised,
  take,
  takeAll,
  textFrom,
} from "./cursor.ts";
import { identifier, whole } from "./names.ts";
import { takePartitionOption } from "./table-options.ts";

type Method = Partitioning["method"];

interface Scheme {
  method: Method;
  by: string;
  /** RANGE COLUMNS and LIST COLUMNS: how many columns; undefined = by one expression. */
  columns: number | undefined;
}

/** From PARTITION BY on (manual 15.1.20, partition options). */
export function partitionBy(c: Cursor): Partitioning {
  need(c, "BY");
  const scheme = readScheme(c);
  const count = take(c, "PARTITIONS") ? whole(c) : undefined;
  const subpartitions = readSubpartitioning(c, scheme.method);
  const partitions = isNext(c, "(") ? partitionDefinitions(c, scheme, subpartitions) : [];
  if (count !== undefined && partitions.length > 0 && partitions.length !== count) fail(c);
  return { method: scheme.method, by: scheme.by, partitions, count };
}

function readScheme(c: Cursor): Scheme {
  const from = c.at;
  const linear = take(c, "LINEAR");
  if (take(c, "HASH")) return finish(c, from, "hash", byExpression(c));
  if (take(c, "KEY")) return finish(c, from, "key", byKey(c));
  if (linear) fail(c);
  const method: Method = take(c, "RANGE") ? "range" : "list";
  if (method === "list") need(c, "LIST");
  return finish(
    c,
    from,
    method,
    take(c, "COLUMNS") || take(c, "FIELDS") ? parenthesised(c, identifier).length : byExpression(c),
  );
}

function finish(c: Cursor, from: number, method: Method, columns: number | undefined): Scheme {
  return { method, by: textFrom(c, from), columns };
}

function byExpression(c: Cursor): undefined {
  need(c, "(");
  bitExpression(c);
  need(c, ")");
}

function byKey(c: Cursor): undefined {
  if (take(c, "ALGORITHM")) {
    need(c, "=");
    const version = whole(c);
    if (version !== 1 && version !== 2) fail(c);
  }
  need(c, "(");
  if (take(c, ")")) return;
  list(c, identifier);
  need(c, ")");
}

/** Only RANGE and LIST partitions may be divided again. */
function readSubpartitioning(c: Cursor, method: Method): number | undefined {
  if (!takeAll(c, "SUBPARTITION", "BY")) return undefined;
  if (method !== "range" && method !== "list") fail(c);
  take(c, "LINEAR");
  if (take(c, "KEY")) byKey(c);
  else {
    need(c, "HASH");
    byExpression(c);
  }
  return take(c, "SUBPARTITIONS") ? whole(c) : undefined;
}

/** `(PARTITION name [VALUES …] options, …)`; without a scheme (ADD, REORGANIZE) any values may stand. */
export function partitionDefinitions(
  c: Cursor,
  scheme: Scheme | undefined,
  subpartitions?: number,
): readonly string[] {
  return parenthesised(c, (inner) => {
    need(inner, "PARTITION");
    const name = identifier(inner);
    readValues(inner, scheme);
    while (takePartitionOption(inner));
    if (isNext(inner, "(")) {
      const count = parenthesised(inner, subpartition).length;
      if (subpartitions !== undefined && count !== subpartitions) fail(inner);
    }
    return name;
  });
}

function subpartition(c: Cursor) {
  need(c, "SUBPARTITION");
  identifier(c);
  while (takePartitionOption(c));
}

/** Values of another method than the table's are valid syntax: the server refuses them with error 1480. */
function readValues(c: Cursor, scheme: Scheme | undefined) {
  if (!take(c, "VALUES")) {
    if (scheme?.method === "range" || scheme?.method === "list") fail(c);
    if (mayBeMariadb(c) && !scheme && !take(c, "HISTORY")) take(c, "CURRENT");
    return;
  }
  if (take(c, "IN")) return inValues(c, scheme);
  needAll(c, "LESS", "THAN");
  lessThan(c, scheme);
}

function lessThan(c: Cursor, scheme: Scheme | undefined) {
  const columns = scheme?.columns ?? 1;
  if (columns === 1 && take(c, "MAXVALUE")) return;
  if (parenthesised(c, bound).length < columns) fail(c);
}

function bound(c: Cursor) {
  if (!take(c, "MAXVALUE")) bitExpression(c);
}

/** LIST COLUMNS over several columns lists rows, over one it lists values. */
function inValues(c: Cursor, scheme: Scheme | undefined) {
  const rows = isNext(c, "(") && isNext(c, "(", 1);
  const columns = scheme ? (scheme.columns ?? 1) : rows ? 2 : 1;
  if (rows !== columns > 1) fail(c);
  parenthesised(c, (inner) => {
    if (!rows) bitExpression(inner);
    else if (parenthesised(inner, bitExpression).length < columns) fail(inner);
  });
}
