import type { Expression } from "../sql/tree/expression.ts";
import type { TableExpression } from "../sql/tree/query.ts";
import type { Write } from "./write.ts";

/** What an UPDATE or DELETE picks rows by: its WHERE and the conditions of its joins. */
export function conditionsOf({ tables, where }: Write): readonly Expression[] {
  return [...tables.flatMap(joinConditions), ...(where ? [where] : [])];
}

function joinConditions(table: TableExpression): Expression[] {
  if (table.kind !== "join") return [];
  const below = [table.first, ...table.rest.map((joined) => joined.table)].flatMap(joinConditions);
  return [...below, ...table.rest.flatMap(({ on }) => (on ? [on] : []))];
}
