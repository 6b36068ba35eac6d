import type { ClauseOf } from "../../clause.ts";
import type { Expression } from "../../tree/expression.ts";
import type { ColumnAssignment, InsertSource } from "../../tree/statement.ts";
import { recognised } from "../building/building.ts";
import { columnReference } from "../building/column-node.ts";
import { isLiteral } from "../building/literal-node.ts";
import { made, noteOther, noteStatement } from "../building/place.ts";
import {
  atEnd,
  attempt,
  type Cursor,
  expression,
  fail,
  isNext,
  list,
  need,
  parenthesised,
  peek,
  query,
  take,
  takeAll,
  takeOne,
} from "../cursor.ts";
import { mayBeMariadb, mayBeMysql } from "../may-be.ts";
import { columnName, displayName, identifier, usedTable } from "../names.ts";
import { noteFeature } from "../note-use.ts";
import { opensQuery } from "../queries/opens-query.ts";
import { alias } from "../queries/select.ts";

const priorities = new Set(["LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY"]);

/** INSERT and REPLACE from after their word on (manual 15.2.7, 15.2.12). */
export function insert(c: Cursor, kind: "insert" | "replace") {
  const start = c.at - 1;
  takeOne(c, priorities);
  const ignores = kind === "insert" && take(c, "IGNORE");
  take(c, "INTO");
  const target = usedTable(c, "write");
  const table = displayName(target);
  const clause: ClauseOf<"insert" | "replace"> = { kind, table, target, ignores, columns: "named" };
  c.clauses.push(clause);
  if (take(c, "PARTITION")) parenthesised(c, identifier);
  const columnsAt = peek(c, -1).end;
  const columns = isNext(c, "(") && !opensQuery(c) ? columnList(c) : undefined;
  if (columns === undefined && !isNext(c, "SET")) clause.columns = "unnamed";
  const spelledAsQuery = isNext(c, "VALUES") && isNext(c, "ROW", 1);
  const inserted = source(c, spelledAsQuery);
  const takesName = inserted.kind !== "query" && !spelledAsQuery && kind === "insert";
  if (takesName && mayBeMysql(c) && take(c, "AS")) newRow(c);
  let onDuplicate: readonly ColumnAssignment[] = [];
  if (kind === "insert" && takeAll(c, "ON", "DUPLICATE", "KEY", "UPDATE")) {
    onDuplicate = list(c, assignment);
    c.clauses.push({ kind: "update", table, target, ignores });
  }
  if (c.building) {
    const named = { table: target, columns, columnsAt };
    noteStatement(c, start, { kind, ...named, source: inserted, onDuplicate });
  }
  returning(c);
}

function columnList(c: Cursor): readonly string[] {
  need(c, "(");
  const columns = isNext(c, ")") ? [] : list(c, columnName);
  need(c, ")");
  return columns;
}

/** VALUES ROW(…) and SELECT are queries: no name for the new row may follow them. */
function source(c: Cursor, spelledAsQuery: boolean): InsertSource {
  if (take(c, "SET")) return { kind: "set", assignments: list(c, assignment) };
  if (!spelledAsQuery && (isNext(c, "VALUE") || isNext(c, "VALUES"))) {
    c.at++;
    return rows(c);
  }
  if (spelledAsQuery && mayBeMysql(c)) return rowsOrQuery(c);
  if (!opensQuery(c) || (!mayBeMysql(c) && isNext(c, "TABLE"))) fail(c);
  c.copiesRows = true;
  return { kind: "query", query: query(c) };
}

function rows(c: Cursor): InsertSource {
  const computed: Expression[] = [];
  const { length } = list(c, (inner) => row(inner, computed));
  return { kind: "rows", count: length, computed };
}

/** As a source of INSERT, VALUES ROW(…) takes DEFAULT and no values at all, which no other query does. */
function rowsOrQuery(c: Cursor): InsertSource {
  const computed: Expression[] = [];
  const count = attempt(c, (inner) => {
    inner.at++;
    const { length } = list(inner, (each) => {
      need(each, "ROW");
      row(each, computed);
    });
    if (!atEnd(inner) && !isNext(inner, "ON") && !isNext(inner, ";")) fail(inner);
    return length;
  });
  if (count !== undefined) return { kind: "rows", count, computed };
  c.copiesRows = true;
  return { kind: "query", query: query(c) };
}

function row(c: Cursor, computed: Expression[]) {
  need(c, "(");
  if (take(c, ")")) return;
  do value(c, computed);
  while (take(c, ","));
  need(c, ")");
}

/** Most values are one literal: dumps are nothing else. */
function value(c: Cursor, computed: Expression[]) {
  const { kind } = peek(c);
  const plain = kind === "number" || kind === "string" || isNext(c, "DEFAULT");
  if (plain && (isNext(c, ",", 1) || isNext(c, ")", 1))) {
    c.at++;
    return;
  }
  const given = expression(c);
  if (c.building && !isLiteral(given)) computed.push(given);
}

/** What makes a truth of values. */
const joining = new Set(["AND", "&&", "OR", "XOR", "="]);

const recognisedAssignment: ColumnAssignment = { column: recognised, value: recognised, enclosed: false };

export function assignment(c: Cursor): ColumnAssignment {
  const column = columnReference(c);
  if (!take(c, "=")) need(c, ":=");
  const from = c.at;
  const isDefault = isNext(c, "DEFAULT") && !isNext(c, "(", 1);
  if (isDefault) c.at++;
  const value = isDefault ? undefined : expression(c);
  for (let at = from; at < c.at; at++)
    if (joining.has(c.tokens[at]?.upper ?? "")) noteFeature(c, "truth-in-set");
  if (!c.building) return recognisedAssignment;
  const enclosed = c.tokens[from]?.upper === "(";
  return { column, value: value ?? made(c, from, { kind: "default" }), enclosed };
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
    noteOther(inner, expression(inner));
    alias(inner);
  });
}
