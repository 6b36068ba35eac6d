import {
  bitExpression,
  type Cursor,
  expression,
  fail,
  isNext,
  mayBeMariadb,
  mayBeOlderThan,
  need,
  parenthesised,
  peek,
  query,
  take,
  takeAll,
} from "../cursor.ts";
import { columnName, identifierAfterDot, isIdentifier, tableName, whole } from "../names.ts";
import { enclosesQuery } from "../queries/opens-query.ts";
import { isBuiltinFunction } from "./builtin-functions.ts";
import { functionArguments, isFunctionWord, specialFunctions } from "./function-call.ts";
import { takeLiteral } from "./literal.ts";

import { windowSuffix } from "./window.ts";

export const intervalUnits: ReadonlySet<string> = new Set(
  "MICROSECOND SECOND MINUTE HOUR DAY WEEK MONTH QUARTER YEAR SECOND_MICROSECOND MINUTE_MICROSECOND MINUTE_SECOND HOUR_MICROSECOND HOUR_SECOND HOUR_MINUTE DAY_MICROSECOND DAY_SECOND DAY_MINUTE DAY_HOUR YEAR_MONTH SQL_TSI_SECOND SQL_TSI_MINUTE SQL_TSI_HOUR SQL_TSI_DAY SQL_TSI_WEEK SQL_TSI_MONTH SQL_TSI_QUARTER SQL_TSI_YEAR".split(
    " ",
  ),
);

/** Functions that need no parentheses (manual 14.7): with them, a precision at most. */
const bare = new Set(
  "CURRENT_TIMESTAMP CURRENT_DATE CURRENT_TIME CURRENT_USER LOCALTIME LOCALTIMESTAMP UTC_DATE UTC_TIME UTC_TIMESTAMP".split(
    " ",
  ),
);

const withoutPrecision = new Set(["CURRENT_DATE", "CURRENT_USER", "UTC_DATE"]);

/** What stands between operators: a literal, a column, a call, a row, a subquery. */
export function operand(c: Cursor) {
  if (takeLiteral(c)) return;
  const token = peek(c);
  switch (token.kind) {
    case "parameter":
      c.at++;
      return;
    case "variable":
      c.at++;
      if (take(c, ":=")) expression(c);
      return;
    case "operator":
      return enclosed(c);
    case "word":
    case "name":
      return named(c);
    default:
      fail(c);
  }
}

function enclosed(c: Cursor) {
  if (take(c, "{")) return escaped(c);
  if (!isNext(c, "(")) {
    if (!isNext(c, ".")) fail(c);
    return column(c);
  }
  if (enclosesQuery(c)) return subquery(c);
  parenthesised(c, expression);
}

function subquery(c: Cursor) {
  need(c, "(");
  query(c);
  need(c, ")");
}

/** ODBC's `{d '2020-01-01'}` and `{fn now()}` (manual 11.2.1, 14.1). */
function escaped(c: Cursor) {
  if (peek(c).kind !== "word") fail(c);
  c.at++;
  expression(c);
  need(c, "}");
}

function named(c: Cursor) {
  const { kind, upper } = peek(c);
  if (kind === "word") {
    const special = keywords.get(upper);
    if (special) return special(c);
    if (isNext(c, "(", 1) && isFunctionWord(c, upper)) return call(c, upper);
    if (mayBeMariadb(c) && (takeAll(c, "NEXT", "VALUE", "FOR") || takeAll(c, "PREVIOUS", "VALUE", "FOR"))) {
      tableName(c);
      return;
    }
  } else if (isNext(c, "(", 1)) return call(c, "");
  if (!isIdentifier(c, peek(c))) fail(c);
  column(c);
}

function column(c: Cursor) {
  if (!isNext(c, ".")) c.at++;
  while (take(c, ".")) {
    const name = identifierAfterDot(c);
    if (!isNext(c, "(")) continue;
    noteCall(c, name);
    return functionArguments(c, "");
  }
}

function call(c: Cursor, name: string) {
  if (name === "PASSWORD" && !mayBeOlderThan(c, 80000)) fail(c);
  if (!isBuiltinFunction(name)) noteCall(c, peek(c).value);
  c.at++;
  const special = specialFunctions.get(name);
  if (special) special(c);
  else functionArguments(c, name);
  windowSuffix(c, name);
}

/** A function that is stored or loaded may do anything. */
function noteCall(c: Cursor, name: string) {
  c.clauses.push({ kind: "call", table: "", target: undefined, within: c.within, object: name });
}

const keywords = new Map<string, (c: Cursor) => void>([
  ...[...bare].map((word): [string, (c: Cursor) => void] => [word, bareFunction]),
  ["CASE", caseExpression],
  ["EXISTS", (c) => skipThen(c, subquery)],
  ["ROW", row],
  ["DEFAULT", defaultOf],
  ["VALUES", (c) => skipThen(c, (inner) => parenthesised(inner, columnName))],
  ["MATCH", match],
]);

function skipThen(c: Cursor, read: (c: Cursor) => unknown) {
  c.at++;
  read(c);
}

function bareFunction(c: Cursor) {
  const { upper } = peek(c);
  c.at++;
  if (!take(c, "(")) return;
  if (!withoutPrecision.has(upper) && !isNext(c, ")")) whole(c);
  need(c, ")");
}

function row(c: Cursor) {
  if (!isNext(c, "(", 1)) return column(c);
  c.at++;
  if (parenthesised(c, expression).length < 2) fail(c);
}

function defaultOf(c: Cursor) {
  c.at++;
  parenthesised(c, columnName);
}

function caseExpression(c: Cursor) {
  need(c, "CASE");
  if (!isNext(c, "WHEN")) expression(c);
  do {
    need(c, "WHEN");
    expression(c);
    need(c, "THEN");
    expression(c);
  } while (isNext(c, "WHEN"));
  if (take(c, "ELSE")) expression(c);
  need(c, "END");
}

/** MATCH (a, b) AGAINST ('…' IN BOOLEAN MODE): manual 14.9. */
function match(c: Cursor) {
  need(c, "MATCH");
  if (isNext(c, "(")) parenthesised(c, columnName);
  else
    do columnName(c);
    while (take(c, ","));
  need(c, "AGAINST");
  need(c, "(");
  bitExpression(c);
  if (takeAll(c, "IN", "BOOLEAN", "MODE")) return need(c, ")");
  takeAll(c, "IN", "NATURAL", "LANGUAGE", "MODE");
  takeAll(c, "WITH", "QUERY", "EXPANSION");
  need(c, ")");
}
