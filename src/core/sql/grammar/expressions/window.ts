import {
  bitExpression,
  type Cursor,
  expression,
  fail,
  isNext,
  list,
  mayBeMysql,
  need,
  needOne,
  peek,
  take,
  takeAll,
} from "../cursor.ts";
import { identifier } from "../names.ts";
import { orderItem } from "./function-call.ts";

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
export function windowSuffix(c: Cursor, name: string) {
  if (!windowFunctions.has(name)) return;
  if (name === "NTH_VALUE" && isNext(c, "FROM") && (isNext(c, "FIRST", 1) || isNext(c, "LAST", 1))) c.at += 2;
  if (valueFunctions.has(name) && !takeAll(c, "RESPECT", "NULLS")) takeAll(c, "IGNORE", "NULLS");
  if (!take(c, "OVER")) return onlyOver.has(name) && mayBeMysql(c) ? fail(c) : undefined;
  if (isNext(c, "(")) windowSpecification(c);
  else identifier(c);
}

export function windowSpecification(c: Cursor) {
  need(c, "(");
  if (!isNext(c, "PARTITION") && !isNext(c, "ORDER") && !isNext(c, ")") && !isFrame(c)) identifier(c);
  if (takeAll(c, "PARTITION", "BY")) list(c, expression);
  if (takeAll(c, "ORDER", "BY")) list(c, orderItem);
  if (isFrame(c)) frame(c);
  need(c, ")");
}

const frameUnits = new Set(["ROWS", "RANGE", "GROUPS"]);

function isFrame(c: Cursor): boolean {
  return frameUnits.has(peek(c).upper) && (isNext(c, "BETWEEN", 1) || peek(c, 1).kind !== "operator");
}

function frame(c: Cursor) {
  needOne(c, frameUnits);
  const two = take(c, "BETWEEN");
  frameBound(c);
  if (two) {
    need(c, "AND");
    frameBound(c);
  }
  if (!take(c, "EXCLUDE")) return;
  if (takeAll(c, "NO", "OTHERS") || takeAll(c, "CURRENT", "ROW")) return;
  needOne(c, new Set(["TIES", "GROUP"]));
}

function frameBound(c: Cursor) {
  if (takeAll(c, "CURRENT", "ROW")) return;
  if (!take(c, "UNBOUNDED")) bitExpression(c);
  needOne(c, new Set(["PRECEDING", "FOLLOWING"]));
}
