import { childrenOf } from "../children.ts";
import type { Expression } from "../expression.ts";
import { isAggregate } from "../functions.ts";
import { leavesOut } from "../limit.ts";
import type { Query, Select, TableExpression } from "../query.ts";
import { type Resolution, resolvedColumn } from "../resolve/resolve.ts";
import type { ColumnShape, TableSource } from "../resolve/scope.ts";

/** A stored table of which all rows are read, each once or with its like. */
export interface Whole {
  readonly source: TableSource;
  /** The common tables that it is read through. */
  readonly through: readonly TableSource[];
}

/** Whether a condition that stands in a query below is true in every row of the table that it is about. */
export type Meets = (condition: Expression, whole: Whole) => boolean;

const unasked: Meets = () => false;

/**
 * The table whose rows a SELECT answers, as far as `meets` knows of the conditions of queries in its FROM; its own WHERE is
 * left aside. undefined = it groups by more than it selects, or joins.
 */
export function wholeSource(select: Select, resolution: Resolution, meets = unasked): Whole | undefined {
  const { from, having, qualify } = select;
  const [table, ...more] = from;
  if (!table || more.length > 0 || !groupsBySelected(select, resolution) || having || qualify)
    return undefined;
  return wholeTable(table, resolution, meets);
}

/** Of each value that is grouped by there is a row: nothing is lost where nothing else is selected. */
function groupsBySelected({ groupBy, items, rollup }: Select, resolution: Resolution): boolean {
  if (groupBy.length === 0) return true;
  const grouped = groupBy.map((one) => columnOf(one, resolution));
  return (
    !rollup &&
    items.every((item) => {
      const column = item.kind === "item" ? columnOf(item.expression, resolution) : undefined;
      return column !== undefined && grouped.includes(column);
    })
  );
}

function columnOf(node: Expression, resolution: Resolution): ColumnShape | undefined {
  const resolved = node.kind === "column" ? resolvedColumn(resolution, node) : undefined;
  return resolved?.kind === "column" ? resolved.column : undefined;
}

/** The same of a table of a FROM, which may be a query, and then chooses none. */
export function wholeTable(
  table: TableExpression,
  resolution: Resolution,
  meets = unasked,
): Whole | undefined {
  switch (table.kind) {
    case "table": {
      const source = resolution.sources.get(table);
      if (!source || table.partitions.length > 0 || table.sample) return undefined;
      if (!source.common) return { source, through: [] };
      const whole = wholeQuery(source.common, resolution, meets);
      return whole && { ...whole, through: [source, ...whole.through] };
    }
    case "derived":
      return wholeQuery(table.query, resolution, meets);
    case "json-table":
    case "join":
      return undefined;
  }
}

function wholeQuery({ body, limit }: Query, resolution: Resolution, meets: Meets): Whole | undefined {
  if (body.kind !== "select" || leavesOut(limit) || hasAggregate(body)) return undefined;
  const whole = wholeSource(body, resolution, meets);
  return whole && (!body.where || meets(body.where, whole)) ? whole : undefined;
}

/** Any function that somebody loaded might be one, and makes one row of all. */
function hasAggregate({ items }: Select): boolean {
  return items.some((item) => item.kind === "item" && mayAggregate(item.expression));
}

function mayAggregate(node: Expression): boolean {
  if (node.kind === "call" && (node.foreign || node.over || isAggregate(node.name))) return true;
  return childrenOf(node).expressions.some(mayAggregate);
}
