import type { TableReference } from "../../statement.ts";
import {
  type Cursor,
  expression,
  fail,
  isNext,
  isOneOf,
  list,
  mayBeMysql,
  need,
  nested,
  parenthesised,
  peek,
  query,
  take,
  takeAll,
  takeOne,
} from "../cursor.ts";
import { onEmptyOrError } from "../expressions/function-call.ts";
import { charsetName, identifier, isIdentifier, tableName, text } from "../names.ts";
import { dataType } from "../tables/data-type.ts";
import { enclosesQuery } from "./opens-query.ts";

/** A table in FROM: how the rest of the statement calls it, and the reference noted for it (none for a derived one). */
export interface Factor {
  alias: string;
  reference: TableReference | undefined;
}

/** The table references of FROM, UPDATE and DELETE (manual 15.2.13.2). */
export function tableReferences(c: Cursor): Factor[] {
  const factors: Factor[] = [];
  do joined(c, factors);
  while (take(c, ","));
  return factors;
}

function joined(c: Cursor, into: Factor[]) {
  factor(c, into);
  for (;;) {
    if (!isOneOf(c, joining)) return;
    const natural = take(c, "NATURAL");
    const outer = isOuter(c);
    if (!joinWord(c, natural)) {
      if (natural) fail(c);
      return;
    }
    factor(c, into);
    if (!natural) condition(c, into, outer);
  }
}

const joining = new Set("NATURAL STRAIGHT_JOIN LEFT RIGHT INNER CROSS JOIN".split(" "));

function joinWord(c: Cursor, natural: boolean): boolean {
  if (!natural && take(c, "STRAIGHT_JOIN")) return true;
  if (take(c, "LEFT") || take(c, "RIGHT")) take(c, "OUTER");
  else if (!take(c, "INNER") && (natural || !take(c, "CROSS"))) return take(c, "JOIN");
  need(c, "JOIN");
  return true;
}

function isOuter(c: Cursor): boolean {
  return isNext(c, "LEFT") || isNext(c, "RIGHT");
}

/** ON or USING, which an outer join needs; `a JOIN b JOIN c ON … ON …` nests to the right. */
function condition(c: Cursor, into: Factor[], needed: boolean) {
  if (take(c, "ON")) return expression(c);
  if (take(c, "USING")) return void parenthesised(c, identifier);
  const at = c.at;
  const outer = isOuter(c);
  if (!joinWord(c, false)) {
    c.at = at;
    if (needed) fail(c);
    return;
  }
  factor(c, into);
  nested(c, (inner) => condition(inner, into, outer));
  if (needed || isNext(c, "ON") || isNext(c, "USING")) condition(c, into, needed);
}

function factor(c: Cursor, into: Factor[]) {
  if (take(c, "{")) {
    need(c, "OJ");
    nested(c, (inner) => joined(inner, into));
    return need(c, "}");
  }
  if (isNext(c, "JSON_TABLE")) return jsonTable(c, into);
  const lateral = take(c, "LATERAL");
  if (isNext(c, "(")) return enclosed(c, lateral, into);
  if (lateral) fail(c);
  named(c, into);
}

function enclosed(c: Cursor, lateral: boolean, into: Factor[]) {
  if (enclosesQuery(c)) {
    derived(c);
    const alias = derivedAlias(c);
    if (alias !== "" && isNext(c, "(")) parenthesised(c, identifier);
    into.push({ alias, reference: undefined });
    return;
  }
  if (lateral) fail(c);
  need(c, "(");
  nested(c, (inner) => {
    do joined(inner, into);
    while (take(inner, ","));
  });
  need(c, ")");
}

function derived(c: Cursor) {
  need(c, "(");
  query(c);
  need(c, ")");
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

function named(c: Cursor, into: Factor[]) {
  const name = tableName(c);
  const common = name.database === undefined && c.commonTables?.includes(name.table) === true;
  const reference: TableReference = { database: name.database, table: name.table, use: "read" };
  if (!common) c.tables.push(reference);
  if (isNext(c, "PARTITION") && isNext(c, "(", 1)) {
    c.at++;
    parenthesised(c, identifier);
  }
  const spelled = isNext(c, "AS");
  const alias = aliasOf(c);
  if (spelled && alias === undefined) fail(c);
  sample(c);
  while (indexHint(c));
  into.push({ alias: alias ?? name.table, reference: common ? undefined : reference });
}

function sample(c: Cursor) {
  if (!take(c, "TABLESAMPLE")) return;
  if (!take(c, "SYSTEM")) need(c, "BERNOULLI");
  parenthesised(c, expression);
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

/** JSON_TABLE(doc, path COLUMNS (…)) alias (manual 14.17.6). */
function jsonTable(c: Cursor, into: Factor[]) {
  need(c, "JSON_TABLE");
  need(c, "(");
  expression(c);
  need(c, ",");
  expression(c);
  jsonColumns(c);
  need(c, ")");
  into.push({ alias: derivedAlias(c), reference: undefined });
}

function jsonColumns(c: Cursor) {
  need(c, "COLUMNS");
  parenthesised(c, jsonColumn);
}

function jsonColumn(c: Cursor) {
  if (take(c, "NESTED")) {
    take(c, "PATH");
    text(c);
    return nested(c, jsonColumns);
  }
  identifier(c);
  if (takeAll(c, "FOR", "ORDINALITY")) return;
  dataType(c);
  if (take(c, "COLLATE")) charsetName(c);
  take(c, "EXISTS");
  need(c, "PATH");
  text(c);
  onEmptyOrError(c);
  onEmptyOrError(c);
}
