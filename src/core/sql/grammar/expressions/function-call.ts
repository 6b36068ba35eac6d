import type { Expression, ExpressionOf } from "../../tree/expression.ts";
import { recognised } from "../building/building.ts";
import { made } from "../building/place.ts";
import {
  bitExpression,
  type Cursor,
  expression,
  isNext,
  list,
  need,
  needOne,
  parenthesised,
  peek,
  take,
  takeAll,
  takeOne,
  textFrom,
} from "../cursor.ts";
import { charsetName, text, whole } from "../names.ts";
import { builtinCall } from "./call-arguments.ts";
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

/** Functions with words among their arguments (manual 14.7, 14.8, 14.10, 14.17). The name, at `from`, is taken already. */
type Special = (c: Cursor, from: number) => Expression;

export const specialFunctions = new Map<string, Special>([
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

function called(c: Cursor, from: number, name: string, rest: Partial<ExpressionOf<"call">>): Expression {
  return made(c, from, { ...builtinCall(name), ...rest });
}

function cast(c: Cursor, from: number): Expression {
  need(c, "(");
  const at = c.at;
  let operand = expression(c);
  if (takeAll(c, "AT", "TIME", "ZONE")) {
    take(c, "INTERVAL");
    const zone = text(c);
    if (c.building) operand = made(c, at, { kind: "at-time-zone", operand, zone });
  }
  need(c, "AS");
  const type = castType(c);
  const array = take(c, "ARRAY");
  need(c, ")");
  return c.building ? made(c, from, { kind: "cast", operand, type, array }) : recognised;
}

function convert(c: Cursor, from: number): Expression {
  need(c, "(");
  const operand = expression(c);
  if (take(c, "USING")) {
    const charset = charsetName(c);
    need(c, ")");
    return c.building ? made(c, from, { kind: "convert-using", operand, charset }) : recognised;
  }
  need(c, ",");
  const type = castType(c);
  need(c, ")");
  return c.building ? made(c, from, { kind: "cast", operand, type, array: false }) : recognised;
}

function extract(c: Cursor, from: number): Expression {
  need(c, "(");
  const word = peek(c).upper;
  if (peek(c).kind === "word") c.at++;
  need(c, "FROM");
  const operand = expression(c);
  need(c, ")");
  return c.building ? called(c, from, "EXTRACT", { operands: [operand], word }) : recognised;
}

const trimSides = new Set(["BOTH", "LEADING", "TRAILING"]);

function trim(c: Cursor, from: number): Expression {
  need(c, "(");
  const word = takeOne(c, trimSides);
  const first = word !== undefined && isNext(c, "FROM") ? undefined : expression(c);
  if (word !== undefined) need(c, "FROM");
  const second = word !== undefined || take(c, "FROM") ? expression(c) : undefined;
  need(c, ")");
  const operands = [first, second].filter((operand) => operand !== undefined);
  return c.building ? called(c, from, "TRIM", { operands, word }) : recognised;
}

function substring(c: Cursor, from: number): Expression {
  need(c, "(");
  const operands = [expression(c)];
  if (take(c, "FROM")) {
    operands.push(expression(c));
    if (take(c, "FOR")) operands.push(expression(c));
  } else {
    need(c, ",");
    operands.push(expression(c));
    if (take(c, ",")) operands.push(expression(c));
  }
  need(c, ")");
  return c.building ? called(c, from, "SUBSTRING", { operands }) : recognised;
}

function position(c: Cursor, from: number): Expression {
  need(c, "(");
  const sought = bitExpression(c);
  need(c, "IN");
  const text = expression(c);
  need(c, ")");
  return c.building ? called(c, from, "POSITION", { operands: [sought, text] }) : recognised;
}

function char(c: Cursor, from: number): Expression {
  need(c, "(");
  const operands = list(c, expression);
  const word = take(c, "USING") ? charsetName(c) : undefined;
  need(c, ")");
  return c.building ? called(c, from, "CHAR", { operands, word }) : recognised;
}

function weightString(c: Cursor, from: number): Expression {
  need(c, "(");
  const operand = expression(c);
  if (take(c, "AS")) {
    needOne(c, new Set(["CHAR", "BINARY"]));
    parenthesised(c, whole);
  }
  need(c, ")");
  return c.building ? called(c, from, "WEIGHT_STRING", { operands: [operand] }) : recognised;
}

/** `'key': value, …`, with what may be done to the table (manual, "CREATE JSON DUALITY VIEW"). */
function jsonDualityObject(c: Cursor, from: number): Expression {
  need(c, "(");
  if (take(c, "WITH")) parenthesised(c, (inner) => needOne(inner, new Set(["INSERT", "UPDATE", "DELETE"])));
  const operands = list(c, (inner) => {
    text(inner);
    need(inner, ":");
    return expression(inner);
  });
  need(c, ")");
  return c.building ? called(c, from, "JSON_DUALITY_OBJECT", { operands }) : recognised;
}

function jsonValue(c: Cursor, from: number): Expression {
  need(c, "(");
  const document = expression(c);
  need(c, ",");
  const path = expression(c);
  const at = c.at;
  if (take(c, "RETURNING")) castType(c);
  onEmptyOrError(c);
  onEmptyOrError(c);
  const word = c.at > at ? textFrom(c, at) : undefined;
  need(c, ")");
  return c.building ? called(c, from, "JSON_VALUE", { operands: [document, path], word }) : recognised;
}

/** `{NULL | ERROR | DEFAULT value} ON {EMPTY | ERROR}`, where it is written. */
export function onEmptyOrError(c: Cursor) {
  if (take(c, "DEFAULT")) literal(c);
  else if (!take(c, "NULL") && !take(c, "ERROR")) return;
  need(c, "ON");
  needOne(c, new Set(["EMPTY", "ERROR"]));
}
