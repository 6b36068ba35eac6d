import type { Partitioning } from "../definition.ts";
import {
  bitExpression,
  type Cursor,
  expression,
  fail,
  isNext,
  list,
  mayBeMariadb,
  need,
  parenthesised,
  peek,
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
  const count = take(c, "PARTITIONS") ? atLeastOne(c) : undefined;
  const subpartitions = readSubpartitioning(c, scheme.method);
  const partitions = isNext(c, "(") ? partitionDefinitions(c, scheme, subpartitions) : [];
  const needsValues = scheme.method === "range" || scheme.method === "list";
  if (needsValues && partitions.length === 0) fail(c);
  if (count !== undefined && partitions.length > 0 && partitions.length !== count) fail(c);
  return { method: scheme.method, by: scheme.by, partitions, count };
}

export function atLeastOne(c: Cursor): number {
  return whole(c) || fail(c);
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
  return take(c, "SUBPARTITIONS") ? atLeastOne(c) : undefined;
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

function readValues(c: Cursor, scheme: Scheme | undefined) {
  if (!take(c, "VALUES")) {
    if (scheme?.method === "range" || scheme?.method === "list") fail(c);
    if (mayBeMariadb(c) && !scheme && !take(c, "HISTORY")) take(c, "CURRENT");
    return;
  }
  if (scheme?.method === "hash" || scheme?.method === "key") fail(c);
  if (take(c, "IN")) {
    if (scheme?.method === "range") fail(c);
    inValues(c, scheme);
  } else {
    if (scheme?.method === "list") fail(c);
    need(c, "LESS");
    need(c, "THAN");
    lessThan(c, scheme);
  }
}

function lessThan(c: Cursor, scheme: Scheme | undefined) {
  if (take(c, "MAXVALUE")) return;
  const bounds = parenthesised(c, bound);
  if (scheme && bounds.length !== (scheme.columns ?? 1)) fail(c);
}

function bound(c: Cursor) {
  if (!take(c, "MAXVALUE")) bitExpression(c);
}

/** LIST COLUMNS over several columns lists rows, over one it lists values. */
function inValues(c: Cursor, scheme: Scheme | undefined) {
  const columns = scheme?.columns ?? 1;
  parenthesised(c, (inner) => {
    if (scheme && columns > 1) {
      if (parenthesised(inner, bitExpression).length !== columns) fail(inner);
      return;
    }
    if (scheme && isNext(inner, "(") && peek(inner, 2).value === ",") fail(inner);
    expression(inner);
  });
}
