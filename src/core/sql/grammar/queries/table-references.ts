import type { TableReference } from "../../statement.ts";
import type { Expression } from "../../tree/expression.ts";
import type { JoinedTable, Query, TableExpression } from "../../tree/query.ts";
import { recognisedTable } from "../building/building.ts";
import { madeTable } from "../building/place.ts";
import {
  type Cursor,
  expression,
  fail,
  isNext,
  isOneOf,
  list,
  need,
  nested,
  parenthesised,
  peek,
  query,
  take,
  takeOne,
} from "../cursor.ts";
import { mayBeMysql } from "../may-be.ts";
import { identifier, isIdentifier, tableName } from "../names.ts";
import { jsonTable } from "./json-table.ts";
import { enclosesQuery } from "./opens-query.ts";

/** A table in FROM: how the rest of the statement calls it, and the reference noted for it (none for a derived one). */
export interface Factor {
  alias: string;
  reference: TableReference | undefined;
}

/** The table references of FROM, UPDATE and DELETE (manual 15.2.13.2); each table in them is noted as well. */
export function tableReferences(c: Cursor, into: Factor[]): readonly TableExpression[] {
  return list(c, (inner) => joined(inner, into));
}

function joined(c: Cursor, into: Factor[]): TableExpression {
  const from = c.at;
  const first = factor(c, into);
  let rest: JoinedTable[] | undefined;
  while (isOneOf(c, joining)) {
    const natural = take(c, "NATURAL");
    const type = joinType(c);
    if (!joinWord(c, natural)) {
      if (natural) fail(c);
      break;
    }
    const next = joinedTable(c, into, type, natural);
    if (!c.building) continue;
    rest ??= [];
    rest.push(next);
  }
  return rest ? madeTable(c, from, { kind: "join", first, rest }) : first;
}

const joining = new Set("NATURAL STRAIGHT_JOIN LEFT RIGHT INNER CROSS JOIN".split(" "));

function joinWord(c: Cursor, natural: boolean): boolean {
  if (!natural && take(c, "STRAIGHT_JOIN")) return true;
  if (take(c, "LEFT") || take(c, "RIGHT")) take(c, "OUTER");
  else if (!take(c, "INNER") && (natural || !take(c, "CROSS"))) return take(c, "JOIN");
  need(c, "JOIN");
  return true;
}

function joinType(c: Cursor): JoinedTable["type"] {
  return isNext(c, "LEFT") ? "left" : isNext(c, "RIGHT") ? "right" : "inner";
}

function joinedTable(c: Cursor, into: Factor[], type: JoinedTable["type"], natural: boolean): JoinedTable {
  const from = c.at;
  const table = factor(c, into);
  if (!natural) return conditioned(c, into, from, { type, natural, table, on: undefined, using: undefined });
  return { type, natural, table, on: undefined, using: undefined };
}

/** ON or USING, which an outer join needs; `a JOIN b JOIN c ON … ON …` nests to the right. */
function conditioned(c: Cursor, into: Factor[], from: number, joins: JoinedTable): JoinedTable {
  const rest: JoinedTable[] = [];
  const isNeeded = joins.type !== "inner";
  for (;;) {
    const table = c.building && rest.length > 0 ? nest(c, from, joins.table, rest) : joins.table;
    if (take(c, "ON")) return { ...joins, table, on: expression(c) };
    if (take(c, "USING")) return { ...joins, table, using: parenthesised(c, identifier) };
    const at = c.at;
    const type = joinType(c);
    if ((rest.length > 0 && !isNeeded) || !joinWord(c, false)) {
      c.at = at;
      if (isNeeded) fail(c);
      return { ...joins, table };
    }
    const begun = c.at;
    const next = { type, natural: false, table: factor(c, into), on: undefined, using: undefined };
    rest.push(nested(c, (inner) => conditioned(inner, into, begun, next)));
  }
}

function nest(
  c: Cursor,
  from: number,
  first: TableExpression,
  rest: readonly JoinedTable[],
): TableExpression {
  return madeTable(c, from, { kind: "join", first, rest });
}

/** More tables in one FROM are error 1116, of MySQL and MariaDB alike. */
const mostTables = 61;

function factor(c: Cursor, into: Factor[]): TableExpression {
  if (into.length >= mostTables) fail(c);
  if (take(c, "{")) {
    need(c, "OJ");
    const inner = nested(c, (deeper) => joined(deeper, into));
    need(c, "}");
    return inner;
  }
  if (isNext(c, "JSON_TABLE")) return jsonFactor(c, into);
  const from = c.at;
  const lateral = take(c, "LATERAL");
  if (isNext(c, "(")) return enclosed(c, from, lateral, into);
  if (lateral) fail(c);
  return named(c, into);
}

function jsonFactor(c: Cursor, into: Factor[]): TableExpression {
  const from = c.at;
  const read = jsonTable(c);
  const alias = derivedAlias(c);
  into.push({ alias, reference: undefined });
  return c.building ? madeTable(c, from, { kind: "json-table", ...read, alias }) : recognisedTable;
}

function enclosed(c: Cursor, from: number, lateral: boolean, into: Factor[]): TableExpression {
  if (enclosesQuery(c)) {
    const inner = derived(c);
    const alias = derivedAlias(c);
    const columns = alias !== "" && isNext(c, "(") ? parenthesised(c, identifier) : [];
    into.push({ alias, reference: undefined });
    if (!c.building) return recognisedTable;
    return madeTable(c, from, { kind: "derived", query: inner, alias, columns, lateral });
  }
  if (lateral) fail(c);
  need(c, "(");
  const tables = nested(c, (inner) => tableReferences(inner, into));
  need(c, ")");
  return c.building ? crossed(c, from, tables) : recognisedTable;
}

/** `(a, b)` is a cross join in parentheses. */
function crossed(c: Cursor, from: number, [first, ...others]: readonly TableExpression[]): TableExpression {
  if (!first || others.length === 0) return first ?? recognisedTable;
  const rest = others.map((table): JoinedTable => {
    return { type: "inner", natural: false, table, on: undefined, using: undefined };
  });
  return madeTable(c, from, { kind: "join", first, rest });
}

function derived(c: Cursor): Query {
  need(c, "(");
  const inner = query(c);
  need(c, ")");
  return inner;
}

/** The alias that a derived table needs; "" where none is written, which MySQL refuses with errors 1248 and 3667. */
function derivedAlias(c: Cursor): string {
  const spelled = isNext(c, "AS");
  const alias = aliasOf(c);
  if (alias === undefined && (spelled || !mayBeMysql(c))) fail(c);
  return alias ?? "";
}

function aliasOf(c: Cursor): string | undefined {
  take(c, "AS");
  return isIdentifier(c, peek(c)) ? identifier(c) : undefined;
}

function named(c: Cursor, into: Factor[]): TableExpression {
  const from = c.at;
  const name = tableName(c);
  const common = name.database === undefined && c.commonTables?.includes(name.table) === true;
  const reference: TableReference = { database: name.database, table: name.table, use: "read" };
  if (!common) c.tables.push(reference);
  const isPartitioned = isNext(c, "PARTITION") && isNext(c, "(", 1);
  if (isPartitioned) c.at++;
  const partitions = isPartitioned ? parenthesised(c, identifier) : [];
  const spelled = isNext(c, "AS");
  const alias = aliasOf(c);
  if (spelled && alias === undefined) fail(c);
  const sample = takeSample(c);
  while (indexHint(c));
  into.push({ alias: alias ?? name.table, reference: common ? undefined : reference });
  return c.building
    ? madeTable(c, from, { kind: "table", name, alias, partitions, sample })
    : recognisedTable;
}

function takeSample(c: Cursor): Expression | undefined {
  if (!take(c, "TABLESAMPLE")) return undefined;
  if (!take(c, "SYSTEM")) need(c, "BERNOULLI");
  return parenthesised(c, expression)[0];
}

const hints = new Set(["USE", "IGNORE", "FORCE"]);

function indexHint(c: Cursor): boolean {
  const hint = takeOne(c, hints);
  if (!hint) return false;
  if (!take(c, "INDEX")) need(c, "KEY");
  if (take(c, "FOR") && !take(c, "JOIN")) {
    if (!take(c, "ORDER")) need(c, "GROUP");
    need(c, "BY");
  }
  need(c, "(");
  if (hint !== "USE" || !isNext(c, ")")) list(c, indexName);
  need(c, ")");
  return true;
}

function indexName(c: Cursor) {
  if (!take(c, "PRIMARY")) identifier(c);
}
