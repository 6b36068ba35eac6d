import {
  type Cursor,
  expression,
  fail,
  isNext,
  isOneOf,
  mayBeMariadb,
  need,
  parenthesised,
  query,
  take,
  takeAll,
  takeOne,
} from "../cursor.ts";
import { charsetName, text } from "../names.ts";
import { enclosesQuery } from "../queries/opens-query.ts";
import { intervalUnits, operand } from "./operand.ts";

const logic = new Set(["AND", "OR", "XOR", "&&", "||"]);
const comparisons = new Set(["=", "<=>", ">=", ">", "<=", "<", "<>", "!="]);
const arithmetic = new Set(["+", "-", "*", "/", "%", "DIV", "MOD", "|", "&", "^", "<<", ">>"]);
const truths = new Set(["NULL", "TRUE", "FALSE", "UNKNOWN"]);
const prefixes = new Set(["-", "+", "~", "!", "BINARY"]);

/** Any expression (manual 14.4): the structure is checked, precedence does not matter here. */
export function readExpression(c: Cursor) {
  do {
    while (take(c, "NOT"));
    predicate(c);
  } while (takeOne(c, logic));
}

function predicate(c: Cursor) {
  readBitExpression(c);
  while (comparison(c));
}

function comparison(c: Cursor): boolean {
  if (!isOneOf(c, predicates)) return false;
  if (takeOne(c, comparisons)) compared(c);
  else if (take(c, "IS")) {
    take(c, "NOT");
    if (!takeOne(c, truths)) need(c, "NULL");
  } else if (take(c, "SOUNDS")) {
    need(c, "LIKE");
    readBitExpression(c);
  } else if (take(c, "MEMBER")) {
    take(c, "OF");
    parenthesised(c, expression);
  } else return matched(c);
  return true;
}

const matchers = new Set(["IN", "BETWEEN", "LIKE", "REGEXP", "RLIKE"]);
const predicates = new Set([...comparisons, ...matchers, "IS", "SOUNDS", "MEMBER", "NOT"]);

function compared(c: Cursor) {
  if (take(c, "ALL") || take(c, "ANY") || take(c, "SOME")) subquery(c);
  else readBitExpression(c);
}

function matched(c: Cursor): boolean {
  const from = c.at;
  take(c, "NOT");
  const how = takeOne(c, matchers);
  if (!how) {
    c.at = from;
    return false;
  }
  if (how === "IN") listOrSubquery(c);
  else if (how === "BETWEEN") {
    readBitExpression(c);
    need(c, "AND");
    readBitExpression(c);
  } else {
    readBitExpression(c);
    if (how === "LIKE" && take(c, "ESCAPE")) readBitExpression(c);
  }
  return true;
}

function listOrSubquery(c: Cursor) {
  if (enclosesQuery(c)) subquery(c);
  else parenthesised(c, expression);
}

function subquery(c: Cursor) {
  need(c, "(");
  query(c);
  need(c, ")");
}

export function readBitExpression(c: Cursor) {
  do {
    signedOperand(c);
  } while (takeOne(c, arithmetic));
}

function signedOperand(c: Cursor) {
  while (takeOne(c, prefixes));
  if (isNext(c, "INTERVAL")) interval(c);
  else operand(c);
  while (suffix(c));
}

const suffixes = new Set(["COLLATE", "->", "->>", "AT"]);

function suffix(c: Cursor): boolean {
  if (!isOneOf(c, suffixes)) return false;
  if (take(c, "COLLATE")) charsetName(c);
  else if (take(c, "->") || take(c, "->>")) text(c);
  else if (mayBeMariadb(c) && takeAll(c, "AT", "TIME", "ZONE")) text(c);
  else return false;
  return true;
}

/** `INTERVAL expr unit`, or the function INTERVAL(n, n1, …). */
function interval(c: Cursor) {
  need(c, "INTERVAL");
  const mayBeFunction = isNext(c, "(");
  expression(c);
  if (!takeOne(c, intervalUnits) && !mayBeFunction) fail(c);
}
