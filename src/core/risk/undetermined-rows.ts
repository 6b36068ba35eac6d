import { foldName } from "../sql/fold-name.ts";
import { evaluate } from "../sql/tree/constant/evaluate.ts";
import type { Expression } from "../sql/tree/expression.ts";
import { leavesOut, leavesOutFirst } from "../sql/tree/limit.ts";
import { alwaysHasOneRow } from "../sql/tree/one-row.ts";
import type { OrderItem, Query } from "../sql/tree/query.ts";
import { type Resolution, resolvedColumn } from "../sql/tree/resolve/resolve.ts";
import type { DataStatement } from "../sql/tree/statement.ts";
import { volatilityOf } from "../sql/tree/volatility.ts";
import { expressionsIn, queriesInStatement } from "../sql/tree/walk.ts";

/** Whether a LIMIT takes some of the rows that it finds, and nothing in the order says which. */
export function takesAnyRows(
  { limit, orderBy, where }: Extract<DataStatement, { kind: "update" | "delete" }>,
  resolution: Resolution,
): boolean {
  return leavesOut(limit) && !isOrdered(orderBy, where, resolution);
}

/** Whether a query in the statement does, and what the statement writes may hang on which. */
export function readsAnyRows(statement: DataStatement, resolution: Resolution): boolean {
  for (const { query, exists } of queriesInStatement(statement))
    if (leavesOut(query.limit) && !(exists && !leavesOutFirst(query.limit)) && isAnyOf(query, resolution))
      return true;
  return false;
}

function isAnyOf(query: Query, resolution: Resolution): boolean {
  const { body, orderBy } = query;
  if (body.kind === "values" || alwaysHasOneRow({ body, limit: undefined })) return false;
  if (body.kind !== "select") return orderBy.length === 0;
  if (body.from.length === 0) return false;
  const isConstant = body.items.every(
    (item) => item.kind === "item" && !readsColumn(item.expression, resolution),
  );
  // A number in the order of a query is the column in that place.
  const isByPlace = orderBy.some(({ expression }) => expression.kind === "number");
  return !isConstant && !isByPlace && !isOrdered(orderBy, body.where, resolution);
}

function isOrdered(
  orderBy: readonly OrderItem[],
  where: Expression | undefined,
  resolution: Resolution,
): boolean {
  const parts = where?.kind === "and" ? where.operands : where ? [where] : [];
  return orderBy.some(
    ({ expression }) =>
      readsColumn(expression, resolution) &&
      volatilityOf(expression) !== "volatile" &&
      !parts.some((part) => isFixed(expression, part, resolution)),
  );
}

function readsColumn(expression: Expression, resolution: Resolution): boolean {
  for (const node of expressionsIn(expression)) {
    if (node.kind !== "column") continue;
    const resolved = resolvedColumn(resolution, node);
    if (
      resolved.kind === "alias" ? readsColumn(resolved.expression, resolution) : resolved.kind !== "variable"
    )
      return true;
  }
  return false;
}

/** `WHERE a = 5 ORDER BY a`: all rows that are met are the same there. */
function isFixed(ordered: Expression, part: Expression, resolution: Resolution): boolean {
  if (part.kind !== "comparison" || (part.operator !== "=" && part.operator !== "<=>")) return false;
  const { left, right } = part;
  return (
    (evaluate(right) !== undefined && isSameColumn(left, ordered, resolution)) ||
    (evaluate(left) !== undefined && isSameColumn(right, ordered, resolution))
  );
}

function isSameColumn(a: Expression, b: Expression, resolution: Resolution): boolean {
  if (a.kind !== "column" || b.kind !== "column" || foldName(a.name) !== foldName(b.name)) return false;
  const [one, other] = [resolvedColumn(resolution, a), resolvedColumn(resolution, b)];
  return one.kind === "column" && other.kind === "column" && one.source === other.source;
}
