import type { Partitioning } from "../../definition.ts";
import { made, noteDefinition } from "../building/place.ts";
import {
  bitExpression,
  type Cursor,
  fail,
  isNext,
  need,
  parenthesised,
  take,
  takeAll,
  textFrom,
} from "../cursor.ts";
import { mayBeMariadb } from "../may-be.ts";
import { identifier, whole } from "../names.ts";
import { findMisfit, type PartitionDraft, partitionValues } from "./partition-values.ts";
import { takePartitionOption } from "./table-options.ts";

type Method = Partitioning["method"];

interface Scheme {
  method: Method;
  by: string;
  /** RANGE COLUMNS and LIST COLUMNS: how many columns; undefined = by one expression. */
  columns: number | undefined;
  /** SUBPARTITIONS n. */
  subpartitions?: number | undefined;
  /** PARTITIONS n. */
  count?: number | undefined;
}

/** From PARTITION BY on (manual 15.1.20, partition options). */
export function partitionBy(c: Cursor): Partitioning {
  need(c, "BY");
  const scheme = readScheme(c);
  const { method, by } = scheme;
  const count = take(c, "PARTITIONS") ? whole(c) : undefined;
  const { subpartitionedBy, subpartitions } = readSubpartitioning(c);
  const partitions = isNext(c, "(") ? partitionDefinitions(c, { ...scheme, subpartitions, count }) : [];
  return { method, by, subpartitionedBy, partitions, count };
}

function readScheme(c: Cursor): Scheme {
  const from = c.at;
  const linear = take(c, "LINEAR");
  if (take(c, "HASH")) return finish(c, from, "hash", byExpression(c, "partition"));
  if (take(c, "KEY")) return finish(c, from, "key", byKey(c, "partition"));
  if (linear) fail(c);
  const method: Method = take(c, "RANGE") ? "range" : "list";
  if (method === "list") need(c, "LIST");
  const inColumns = take(c, "COLUMNS") || take(c, "FIELDS");
  return finish(c, from, method, inColumns ? byColumns(c, "partition") : byExpression(c, "partition"));
}

function finish(c: Cursor, from: number, method: Method, columns: number | undefined): Scheme {
  return { method, by: textFrom(c, from), columns };
}

type Role = "partition" | "subpartition";

function byExpression(c: Cursor, role: Role): undefined {
  need(c, "(");
  noteDefinition(c, role, bitExpression(c));
  need(c, ")");
}

function byColumns(c: Cursor, role: Role): number {
  return parenthesised(c, (inner) => {
    const from = inner.at;
    const name = identifier(inner);
    const node = { kind: "column", database: undefined, table: undefined, name } as const;
    if (inner.building) noteDefinition(inner, role, made(inner, from, node));
  }).length;
}

function byKey(c: Cursor, role: Role): undefined {
  if (take(c, "ALGORITHM")) {
    need(c, "=");
    const version = whole(c);
    if (version !== 1 && version !== 2) fail(c);
  }
  if (!takeAll(c, "(", ")")) byColumns(c, role);
}

/** Under HASH and KEY it is valid syntax too: the server refuses it with error 1500. */
function readSubpartitioning(
  c: Cursor,
): Pick<Scheme, "subpartitions"> & Pick<Partitioning, "subpartitionedBy"> {
  if (!takeAll(c, "SUBPARTITION", "BY")) return { subpartitionedBy: undefined };
  const from = c.at;
  take(c, "LINEAR");
  if (take(c, "KEY")) byKey(c, "subpartition");
  else {
    need(c, "HASH");
    byExpression(c, "subpartition");
  }
  const subpartitionedBy = textFrom(c, from);
  return { subpartitionedBy, subpartitions: take(c, "SUBPARTITIONS") ? whole(c) : undefined };
}

/** `(PARTITION name [VALUES …] options, …)`; without a scheme (ADD, REORGANIZE) the first partition tells it. */
export function partitionDefinitions(c: Cursor, scheme: Scheme | undefined): readonly string[] {
  const drafts = parenthesised(c, (inner) => partition(inner, scheme));
  const columns = scheme ? (scheme.columns ?? 1) : undefined;
  const { method, subpartitions, count } = scheme ?? {};
  const misfit = findMisfit(drafts, { method, columns, subpartitions });
  if (typeof misfit === "number") {
    c.at = misfit;
    fail(c);
  }
  if (misfit === "fits" && count !== undefined && drafts.length !== count) fail(c);
  return drafts.map(({ name }) => name);
}

function partition(c: Cursor, scheme: Scheme | undefined): PartitionDraft {
  need(c, "PARTITION");
  const name = identifier(c);
  const values = partitionValues(c);
  if (!values && !scheme && mayBeMariadb(c) && !take(c, "HISTORY")) take(c, "CURRENT");
  while (takePartitionOption(c));
  const subpartitions = isNext(c, "(") ? parenthesised(c, subpartition).length : 0;
  return { name, values, subpartitions, endsAt: c.at };
}

function subpartition(c: Cursor) {
  need(c, "SUBPARTITION");
  identifier(c);
  while (takePartitionOption(c));
}
