import type { Expression } from "./expression.ts";
import type { Query } from "./query.ts";
import { type Resolution, resolvedColumn } from "./resolve/resolve.ts";
import type { TableSource } from "./resolve/scope.ts";
import { expressionsIn, expressionsInQuery } from "./walk.ts";

/**
 * Whether an expression's value hangs on a source's row. A name that is not resolved may be a column of any source.
 * What a NATURAL or USING join compares is its condition's matter, not an expression's.
 */
export function reads(expression: Expression, source: TableSource, resolution: Resolution): boolean {
  return readsAny(expressionsIn(expression), source, resolution);
}

/** Whether it reads a column that is the source's for sure: a variable of a program or a trigger's OLD and NEW is none. */
export function surelyReads(expression: Expression, source: TableSource, resolution: Resolution): boolean {
  for (const node of expressionsIn(expression)) {
    const resolved = resolvedColumn(resolution, node);
    if (resolved.kind === "column" && resolved.source === source) return true;
  }
  return false;
}

export function queryReads(query: Query, source: TableSource, resolution: Resolution): boolean {
  return readsAny(expressionsInQuery(query), source, resolution);
}

function readsAny(nodes: Iterable<Expression>, source: TableSource, resolution: Resolution): boolean {
  for (const node of nodes) {
    if (node.kind !== "column") continue;
    const resolved = resolvedColumn(resolution, node);
    if (resolved.kind === "unresolved" || (resolved.kind === "column" && resolved.source === source))
      return true;
  }
  return false;
}
