import type { Expression, ExpressionOf } from "../../tree/expression.ts";
import type { OrderItem } from "../../tree/query.ts";
import { recognised } from "../building/building.ts";
import { type Cursor, expression, fail, list, need, take, takeAll } from "../cursor.ts";
import { identifierOrText, text } from "../names.ts";
import { argumentCounts, takeQuantifier } from "./argument-counts.ts";

/** A call of one of the server's own functions, without arguments. */
export function builtinCall(name: string): ExpressionOf<"call"> {
  return {
    kind: "call",
    name,
    foreign: false,
    database: undefined,
    operands: [],
    star: false,
    distinct: false,
    word: undefined,
    orderBy: [],
    over: undefined,
  };
}

const recognisedCall = builtinCall("");

/** The ordinary argument list, of a built-in or a stored function. */
export function functionArguments(c: Cursor, name: string): ExpressionOf<"call"> {
  need(c, "(");
  if (name === "COUNT" && (take(c, "*") || takeAll(c, "ALL", "*"))) {
    need(c, ")");
    return c.building ? { ...builtinCall(name), star: true } : recognisedCall;
  }
  const [least, most] = argumentCounts(c, name);
  if (least === 0 && take(c, ")")) return c.building ? builtinCall(name) : recognisedCall;
  const distinct = takeQuantifier(c, name);
  const operands = list(c, argument);
  const count = operands.length;
  if (count < least || (count > most && !(distinct && name === "COUNT"))) fail(c);
  const orderBy = name === "GROUP_CONCAT" ? groupConcatTail(c) : [];
  need(c, ")");
  if (!c.building) return recognisedCall;
  return { ...builtinCall(name), ...wordApart(name, operands), distinct, orderBy };
}

/** Functions whose first argument is a word and no column: a unit, or what GET_FORMAT is about. */
const openedByWord = new Set(["TIMESTAMPADD", "TIMESTAMPDIFF", "GET_FORMAT"]);

function wordApart(
  name: string,
  operands: readonly Expression[],
): Pick<ExpressionOf<"call">, "operands" | "word"> {
  const [first, ...others] = operands;
  if (!openedByWord.has(name) || first?.kind !== "column") return { operands, word: undefined };
  return { operands: others, word: first.name.toUpperCase() };
}

/** Loadable functions may be given names for their arguments. */
function argument(c: Cursor): Expression {
  const value = expression(c);
  if (take(c, "AS")) identifierOrText(c);
  return value;
}

function groupConcatTail(c: Cursor): readonly OrderItem[] {
  const orderBy = takeAll(c, "ORDER", "BY") ? list(c, orderItem) : [];
  if (take(c, "SEPARATOR")) text(c);
  if (take(c, "LIMIT")) list(c, expression);
  return orderBy;
}

const recognisedItem: OrderItem = { expression: recognised, descending: false };

export function orderItem(c: Cursor): OrderItem {
  const by = expression(c);
  const descending = !take(c, "ASC") && take(c, "DESC");
  return c.building ? { expression: by, descending } : recognisedItem;
}
