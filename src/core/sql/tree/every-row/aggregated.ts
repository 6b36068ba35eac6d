import type { Expression } from "../expression.ts";
import { alwaysHasOneRow } from "../one-row.ts";
import type { Query } from "../query.ts";
import { type Resolution, resolvedColumn } from "../resolve/resolve.ts";
import type { TableSource } from "../resolve/scope.ts";
import type { Context } from "./context.ts";

/** `y.m` of `JOIN (SELECT MAX(id) AS m FROM users) y` as `(SELECT MAX(id) FROM users)`; anything else as it is. */
export function asSubquery(node: Expression, { resolution }: Context): Expression {
  const resolved = node.kind === "column" ? resolvedColumn(resolution, node) : undefined;
  if (resolved?.kind !== "column") return node;
  const { source, column } = resolved;
  const [expression, ...more] = column?.computed ?? [];
  if (expression?.kind !== "call" || more.length > 0 || source.key !== undefined) return node;
  const isThere = !source.nullable || source === resolution.present;
  const query = isThere ? queryOf(source, resolution) : undefined;
  if (query?.body.kind !== "select" || !alwaysHasOneRow(query)) return node;
  const items = [{ kind: "item", expression, alias: undefined }] as const;
  const { start, end, height } = node;
  return { kind: "subquery", query: { ...query, body: { ...query.body, items } }, start, end, height };
}

/** The query whose answer a source is, the same for all rows beside it. */
function queryOf(source: TableSource, { sources }: Resolution): Query | undefined {
  if (source.common) return source.common;
  for (const [table, one] of sources)
    if (one === source) return table.kind === "derived" && !table.lateral ? table.query : undefined;
  return undefined;
}
