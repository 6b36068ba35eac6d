import type { Expression } from "../../tree/expression.ts";
import type { Window } from "../../tree/query.ts";
import {
  bitExpression,
  type Cursor,
  expression,
  fail,
  isNext,
  list,
  need,
  needOne,
  peek,
  take,
  takeAll,
} from "../cursor.ts";
import { mayBeMysql } from "../may-be.ts";
import { identifier } from "../names.ts";
import { orderItem } from "./call-arguments.ts";

/** Aggregate and window functions, the only ones with OVER (manual 14.19.1, 14.20.1). */
const windowFunctions = new Set(
  "AVG BIT_AND BIT_OR BIT_XOR COUNT JSON_ARRAYAGG JSON_OBJECTAGG MAX MIN STD STDDEV STDDEV_POP STDDEV_SAMP SUM VARIANCE VAR_POP VAR_SAMP ST_COLLECT CUME_DIST DENSE_RANK FIRST_VALUE LAG LAST_VALUE LEAD NTH_VALUE NTILE PERCENT_RANK RANK ROW_NUMBER MEDIAN PERCENTILE_CONT PERCENTILE_DISC GROUP_CONCAT".split(
    " ",
  ),
);

const valueFunctions = new Set("FIRST_VALUE LAG LAST_VALUE LEAD NTH_VALUE".split(" "));
const onlyOver = new Set([
  ...valueFunctions,
  ..."CUME_DIST DENSE_RANK NTILE PERCENT_RANK RANK ROW_NUMBER".split(" "),
]);

/** OVER (…) and what may stand before it. */
export function windowSuffix(c: Cursor, name: string): Window | undefined {
  if (!windowFunctions.has(name)) return undefined;
  if (name === "NTH_VALUE" && isNext(c, "FROM") && (isNext(c, "FIRST", 1) || isNext(c, "LAST", 1))) c.at += 2;
  if (valueFunctions.has(name) && !takeAll(c, "RESPECT", "NULLS")) takeAll(c, "IGNORE", "NULLS");
  if (!take(c, "OVER")) return onlyOver.has(name) && mayBeMysql(c) ? fail(c) : undefined;
  if (isNext(c, "(")) return windowSpecification(c);
  return { ...plainWindow, name: identifier(c) };
}

const plainWindow: Window = { name: undefined, partitionBy: [], orderBy: [], frame: [] };

export function windowSpecification(c: Cursor): Window {
  need(c, "(");
  const isNamed = !isNext(c, "PARTITION") && !isNext(c, "ORDER") && !isNext(c, ")") && !isFrame(c);
  const name = isNamed ? identifier(c) : undefined;
  const partitionBy = takeAll(c, "PARTITION", "BY") ? list(c, expression) : [];
  const orderBy = takeAll(c, "ORDER", "BY") ? list(c, orderItem) : [];
  const bounds = isFrame(c) ? frame(c) : [];
  need(c, ")");
  return { name, partitionBy, orderBy, frame: bounds };
}

const frameUnits = new Set(["ROWS", "RANGE", "GROUPS"]);

function isFrame(c: Cursor): boolean {
  return frameUnits.has(peek(c).upper) && (isNext(c, "BETWEEN", 1) || peek(c, 1).kind !== "operator");
}

/** @returns the numbers in it. */
function frame(c: Cursor): Expression[] {
  needOne(c, frameUnits);
  const two = take(c, "BETWEEN");
  const bounds = [frameBound(c)];
  if (two) {
    need(c, "AND");
    bounds.push(frameBound(c));
  }
  if (take(c, "EXCLUDE") && !takeAll(c, "NO", "OTHERS") && !takeAll(c, "CURRENT", "ROW"))
    needOne(c, new Set(["TIES", "GROUP"]));
  return bounds.filter((bound) => bound !== undefined);
}

function frameBound(c: Cursor): Expression | undefined {
  if (takeAll(c, "CURRENT", "ROW")) return undefined;
  const bound = take(c, "UNBOUNDED") ? undefined : bitExpression(c);
  needOne(c, new Set(["PRECEDING", "FOLLOWING"]));
  return bound;
}
