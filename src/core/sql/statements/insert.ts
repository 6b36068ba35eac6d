import {
  type Cursor,
  expression,
  fail,
  isNext,
  list,
  mayBeMariadb,
  mayBeMysql,
  need,
  parenthesised,
  peek,
  query,
  take,
  takeAll,
  takeOne,
} from "./cursor.ts";
import { columnName, displayName, identifier, usedTable } from "./names.ts";
import { opensQuery } from "./opens-query.ts";
import { alias } from "./query.ts";

const priorities = new Set(["LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY"]);

/** INSERT and REPLACE from behind their word on (manual 15.2.7, 15.2.12). */
export function insert(c: Cursor, kind: "insert" | "replace") {
  takeOne(c, priorities);
  if (kind === "insert") take(c, "IGNORE");
  take(c, "INTO");
  const target = usedTable(c, "write");
  c.clauses.push({ kind, table: displayName(target), target });
  if (take(c, "PARTITION")) parenthesised(c, identifier);
  if (isNext(c, "(") && !opensQuery(c)) columnList(c);
  source(c);
  if (mayBeMysql(c) && take(c, "AS")) newRow(c);
  if (kind === "insert" && takeAll(c, "ON", "DUPLICATE", "KEY", "UPDATE")) {
    list(c, assignment);
    c.clauses.push({ kind: "update", table: displayName(target), target, everyRow: false });
  }
  returning(c);
}

function columnList(c: Cursor) {
  need(c, "(");
  if (!isNext(c, ")")) list(c, columnName);
  need(c, ")");
}

function source(c: Cursor) {
  if (take(c, "SET")) return void list(c, assignment);
  if (isNext(c, "VALUE") || isNext(c, "VALUES")) {
    c.at++;
    return void list(c, row);
  }
  if (!opensQuery(c) || (!mayBeMysql(c) && isNext(c, "TABLE"))) fail(c);
  query(c);
}

function row(c: Cursor) {
  if (mayBeMysql(c)) take(c, "ROW");
  need(c, "(");
  if (take(c, ")")) return;
  do value(c);
  while (take(c, ","));
  need(c, ")");
}

/** Most values are one literal: dumps are nothing else. */
function value(c: Cursor) {
  const { kind } = peek(c);
  const plain = kind === "number" || kind === "string";
  if (plain && (isNext(c, ",", 1) || isNext(c, ")", 1))) c.at++;
  else expression(c);
}

export function assignment(c: Cursor): string {
  const name = columnName(c);
  if (!take(c, "=")) need(c, ":=");
  expression(c);
  return name;
}

/** `AS new(a, b)`: what ON DUPLICATE KEY UPDATE calls the row. */
function newRow(c: Cursor) {
  identifier(c);
  if (isNext(c, "(")) parenthesised(c, identifier);
}

export function returning(c: Cursor) {
  if (!mayBeMariadb(c) || !take(c, "RETURNING")) return;
  list(c, (inner) => {
    if (take(inner, "*")) return;
    expression(inner);
    alias(inner);
  });
}
