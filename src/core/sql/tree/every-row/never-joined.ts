import type { Expression } from "../expression.ts";
import type { JoinedTable, Query } from "../query.ts";
import type { Resolution } from "../resolve/resolve.ts";
import type { TableSource } from "../resolve/scope.ts";
import { openContext } from "./context.ts";
import { choiceOf } from "./decide.ts";
import type { NeverJoined } from "./filters.ts";
import { translate } from "./translate.ts";
import { findsZeroDates } from "./zero-dates.ts";

/** An outer join's condition is true of no two rows, or the query that it joins answers none. */
export function neverJoinedIn(resolution: Resolution): NeverJoined {
  return (joined, optional, all) => {
    const query = joined.type === "left" ? queryOf(joined, resolution) : undefined;
    const conditions = [...(joined.on ? [joined.on] : []), ...(query ? [exists(query)] : [])];
    return conditions.some((condition) => isNever(condition, optional, all, resolution));
  };
}

/** The condition is asked of rows that are there. */
function isNever(
  condition: Expression,
  optional: readonly TableSource[],
  all: readonly TableSource[],
  resolution: Resolution,
): boolean {
  const parts = condition.kind === "and" ? condition.operands : [condition];
  if (parts.some((part) => findsZeroDates(part, resolution))) return false;
  return optional.some((present) => {
    const context = openContext({ ...resolution, present }, all, translate);
    return choiceOf(translate(condition, context), context.work) === "none";
  });
}

function queryOf({ table }: JoinedTable, { sources }: Resolution): Query | undefined {
  return table.kind === "derived" ? table.query : sources.get(table)?.common;
}

function exists(query: Query): Expression {
  const { start, end, height } = query;
  return { kind: "exists", query, start, end, height };
}
