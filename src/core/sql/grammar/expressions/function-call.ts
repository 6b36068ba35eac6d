import {
  bitExpression,
  type Cursor,
  expression,
  fail,
  isNext,
  list,
  need,
  needOne,
  parenthesised,
  peek,
  take,
  takeAll,
  takeOne,
} from "../cursor.ts";
import { charsetName, identifierOrText, text, whole } from "../names.ts";
import { argumentCounts, takeQuantifier } from "./argument-counts.ts";
import { castType } from "./cast-type.ts";
import { literal } from "./literal.ts";

/** Reserved words that name functions when a parenthesis follows. */
const reservedFunctions = new Set(
  "CHAR CONVERT CUME_DIST DATABASE DENSE_RANK FIRST_VALUE GROUPING IF INSERT INTERVAL LAG LAST_VALUE LEAD LEFT MOD NTH_VALUE NTILE PERCENT_RANK RANK REPEAT REPLACE RIGHT ROW_NUMBER SCHEMA VALUES".split(
    " ",
  ),
);

export function isFunctionWord(c: Cursor, word: string): boolean {
  return !c.reserved.has(word) || reservedFunctions.has(word);
}

/** The ordinary argument list, of a built-in or a stored function. */
export function functionArguments(c: Cursor, name: string) {
  need(c, "(");
  if (name === "COUNT" && (take(c, "*") || takeAll(c, "ALL", "*"))) return need(c, ")");
  const [least, most] = argumentCounts(c, name);
  if (least === 0 && take(c, ")")) return;
  const distinct = takeQuantifier(c, name);
  const count = list(c, argument).length;
  if (count < least || (count > most && !(distinct && name === "COUNT"))) fail(c);
  if (name === "GROUP_CONCAT") groupConcatTail(c);
  need(c, ")");
}

/** Loadable functions may be given names for their arguments. */
function argument(c: Cursor) {
  expression(c);
  if (take(c, "AS")) identifierOrText(c);
}

function groupConcatTail(c: Cursor) {
  if (takeAll(c, "ORDER", "BY")) list(c, orderItem);
  if (take(c, "SEPARATOR")) text(c);
  if (take(c, "LIMIT")) list(c, expression);
}

export function orderItem(c: Cursor) {
  expression(c);
  if (!take(c, "ASC")) take(c, "DESC");
}

/** Functions with words among their arguments (manual 14.7, 14.8, 14.10, 14.17). The name is taken already. */
export const specialFunctions = new Map<string, (c: Cursor) => void>([
  ["CAST", cast],
  ["CONVERT", convert],
  ["EXTRACT", extract],
  ["TRIM", trim],
  ["SUBSTRING", substring],
  ["SUBSTR", substring],
  ["MID", substring],
  ["POSITION", position],
  ["CHAR", char],
  ["WEIGHT_STRING", weightString],
  ["JSON_VALUE", jsonValue],
  ["JSON_DUALITY_OBJECT", jsonDualityObject],
]);

function cast(c: Cursor) {
  need(c, "(");
  expression(c);
  if (takeAll(c, "AT", "TIME", "ZONE")) {
    take(c, "INTERVAL");
    text(c);
  }
  need(c, "AS");
  castType(c);
  take(c, "ARRAY");
  need(c, ")");
}

function convert(c: Cursor) {
  need(c, "(");
  expression(c);
  if (take(c, "USING")) charsetName(c);
  else {
    need(c, ",");
    castType(c);
  }
  need(c, ")");
}

function extract(c: Cursor) {
  need(c, "(");
  if (peek(c).kind === "word") c.at++;
  need(c, "FROM");
  expression(c);
  need(c, ")");
}

const trimSides = new Set(["BOTH", "LEADING", "TRAILING"]);

function trim(c: Cursor) {
  need(c, "(");
  const sided = takeOne(c, trimSides);
  if (!(sided && isNext(c, "FROM"))) expression(c);
  if (sided) need(c, "FROM");
  if (sided || take(c, "FROM")) expression(c);
  need(c, ")");
}

function substring(c: Cursor) {
  need(c, "(");
  expression(c);
  if (take(c, "FROM")) {
    expression(c);
    if (take(c, "FOR")) expression(c);
  } else {
    need(c, ",");
    expression(c);
    if (take(c, ",")) expression(c);
  }
  need(c, ")");
}

function position(c: Cursor) {
  need(c, "(");
  bitExpression(c);
  need(c, "IN");
  expression(c);
  need(c, ")");
}

function char(c: Cursor) {
  need(c, "(");
  list(c, expression);
  if (take(c, "USING")) charsetName(c);
  need(c, ")");
}

function weightString(c: Cursor) {
  need(c, "(");
  expression(c);
  if (take(c, "AS")) {
    needOne(c, new Set(["CHAR", "BINARY"]));
    parenthesised(c, whole);
  }
  need(c, ")");
}

/** `'key': value, …`, with what may be done to the table (manual, "CREATE JSON DUALITY VIEW"). */
function jsonDualityObject(c: Cursor) {
  need(c, "(");
  if (take(c, "WITH")) parenthesised(c, (inner) => needOne(inner, new Set(["INSERT", "UPDATE", "DELETE"])));
  list(c, (inner) => {
    text(inner);
    need(inner, ":");
    expression(inner);
  });
  need(c, ")");
}

function jsonValue(c: Cursor) {
  need(c, "(");
  expression(c);
  need(c, ",");
  expression(c);
  if (take(c, "RETURNING")) castType(c);
  onEmptyOrError(c);
  onEmptyOrError(c);
  need(c, ")");
}

/** `{NULL | ERROR | DEFAULT value} ON {EMPTY | ERROR}`, where it is written. */
export function onEmptyOrError(c: Cursor) {
  if (take(c, "DEFAULT")) literal(c);
  else if (!take(c, "NULL") && !take(c, "ERROR")) return;
  need(c, "ON");
  needOne(c, new Set(["EMPTY", "ERROR"]));
}
