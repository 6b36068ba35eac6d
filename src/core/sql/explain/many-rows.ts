import { aggregates } from "../grammar/expressions/harmless-functions.ts";
import { childrenOf } from "../tree/children.ts";
import type { Expression } from "../tree/expression.ts";
import type { Query, QueryBody, Select, SelectItem } from "../tree/query.ts";

/**
 * Whether a derived table is planned as one of many rows. An aggregate over everything, GROUP BY a constant, DISTINCT of
 * constants and a LIMIT may make one row, which is then read at once.
 */
export function mayHaveManyRows({ body, limit }: Query): boolean {
  return limit === undefined && hasManyRows(body);
}

function hasManyRows(body: QueryBody): boolean {
  switch (body.kind) {
    case "select":
      return selectsManyRows(body);
    case "values":
      return true;
    case "set-operation":
      return [body.first, ...body.rest.map(({ operand }) => operand)].every(hasManyRows);
    case "enclosed":
      return mayHaveManyRows(body.query);
  }
}

function selectsManyRows({ items, groupBy, having, distinct }: Select): boolean {
  if (groupBy.length > 0) return groupBy.some((by) => isOfTable(by, items));
  if (distinct && !items.some(readsColumn)) return false;
  return having === undefined && !items.some(aggregatesAll);
}

/** A column, not the alias of something else. */
function isOfTable(by: Expression, items: readonly SelectItem[]): boolean {
  if (by.kind !== "column") return false;
  const { table, name } = by;
  const meant = items.find(
    (item) => item.kind === "item" && item.alias?.toLowerCase() === name.toLowerCase(),
  );
  return table !== undefined || meant?.kind !== "item" || meant.expression.kind === "column";
}

function readsColumn(item: SelectItem): boolean {
  return item.kind === "star" || someNode(item.expression, ({ kind }) => kind === "column");
}

function aggregatesAll(item: SelectItem): boolean {
  return (
    item.kind === "item" &&
    someNode(item.expression, (node) => node.kind === "call" && aggregates.has(node.name))
  );
}

/** Subqueries are left out: they are refused wherever they might aggregate for the query around them. */
function someNode(node: Expression, is: (node: Expression) => boolean): boolean {
  return is(node) || childrenOf(node).expressions.some((child) => someNode(child, is));
}
