import {
  atEnd,
  attempt,
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
} from "../cursor.ts";
import { columnName, displayName, identifier, usedTable } from "../names.ts";
import { opensQuery } from "../queries/opens-query.ts";
import { alias } from "../queries/query.ts";

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
  const takesName = source(c) && kind === "insert";
  if (takesName && mayBeMysql(c) && take(c, "AS")) newRow(c);
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

/** @returns whether a name for the new row may follow: VALUES ROW(…) and SELECT are queries and take none. */
function source(c: Cursor): boolean {
  if (take(c, "SET")) {
    list(c, assignment);
    return true;
  }
  const isQuery = isNext(c, "VALUES") && isNext(c, "ROW", 1);
  if (!isQuery && (isNext(c, "VALUE") || isNext(c, "VALUES"))) {
    c.at++;
    list(c, row);
    return true;
  }
  if (isQuery && mayBeMysql(c)) rowsOrQuery(c);
  else if (!opensQuery(c) || (!mayBeMysql(c) && isNext(c, "TABLE"))) fail(c);
  else query(c);
  return false;
}

/** As a source of INSERT, VALUES ROW(…) takes DEFAULT and no values at all, which no other query does. */
function rowsOrQuery(c: Cursor) {
  const plain = attempt(c, (inner) => {
    inner.at++;
    list(inner, (each) => {
      need(each, "ROW");
      row(each);
    });
    if (!atEnd(inner) && !isNext(inner, "ON") && !isNext(inner, ";")) fail(inner);
    return true;
  });
  if (!plain) query(c);
}

function row(c: Cursor) {
  need(c, "(");
  if (take(c, ")")) return;
  do value(c);
  while (take(c, ","));
  need(c, ")");
}

/** Most values are one literal: dumps are nothing else. */
function value(c: Cursor) {
  const { kind } = peek(c);
  const plain = kind === "number" || kind === "string" || isNext(c, "DEFAULT");
  if (plain && (isNext(c, ",", 1) || isNext(c, ")", 1))) c.at++;
  else expression(c);
}

export function assignment(c: Cursor): string {
  const name = columnName(c);
  if (!take(c, "=")) need(c, ":=");
  if (isNext(c, "DEFAULT") && !isNext(c, "(", 1)) c.at++;
  else expression(c);
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
