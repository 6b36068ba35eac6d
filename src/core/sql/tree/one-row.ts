import { childrenOf } from "./children.ts";
import type { Expression } from "./expression.ts";
import { isAggregate } from "./functions.ts";
import { leavesOutFirst } from "./limit.ts";
import type { Query, QueryBody } from "./query.ts";

/** Whether a query answers one row whatever there is: an aggregate over everything, or a value of no table. */
export function alwaysHasOneRow({ body, limit }: Pick<Query, "body" | "limit">): boolean {
  if (leavesOutFirst(limit)) return false;
  if (body.kind === "enclosed") return alwaysHasOneRow(body.query);
  if (body.kind !== "select" || body.having || body.qualify || body.groupBy.length > 0) return false;
  return (body.from.length === 0 && !body.where) || aggregates(body);
}

function aggregates({ items }: QueryBody & { kind: "select" }): boolean {
  return items.some((item) => item.kind === "item" && holdsAggregate(item.expression));
}

/** Aggregates of a subquery inside are that one's own. */
export function holdsAggregate(node: Expression): boolean {
  if (node.kind === "call" && !node.foreign && !node.over && isAggregate(node.name)) return true;
  return childrenOf(node).expressions.some(holdsAggregate);
}

/** The one value that a query selects; undefined = it selects several, or all columns. */
export function onlyItem({ body }: Pick<Query, "body">): Expression | undefined {
  if (body.kind !== "select") return undefined;
  const [item, ...more] = body.items;
  return item?.kind === "item" && more.length === 0 ? item.expression : undefined;
}
