import type { Expression } from "../sql/tree/expression.ts";
import type { QueryBlock, TableSource } from "../sql/tree/resolve/scope.ts";
import { expressionsIn } from "../sql/tree/walk.ts";
import { conditionsOf } from "./conditions.ts";
import type { ReadRows } from "./write.ts";

/**
 * A sentence about a column in a subquery that is the changed table's own, since no table of the subquery has one of that
 * name: nearly always a slip. "" = there is none.
 */
export function sayCaptured({ write, resolution, source }: ReadRows): string {
  for (const condition of conditionsOf(write))
    for (const node of expressionsIn(condition)) {
      const resolved = resolution.columns.get(node);
      if (resolved?.kind === "column" && resolved.captured && resolved.source === source)
        return sentence(node, resolved.block, source);
    }
  return "";
}

function sentence(node: Expression, { sources }: QueryBlock, { alias }: TableSource): string {
  const name = node.kind === "column" ? node.name : "";
  const inner = sources.map((one) => one.alias).filter((one) => one !== "");
  const lacks = inner.length > 1 ? "have" : "has";
  const why = inner.length > 0 ? `, since ${inner.join(" and ")} ${lacks} no such column` : "";
  return ` In its subquery ${name} is ${alias}.${name}${why}.`;
}
