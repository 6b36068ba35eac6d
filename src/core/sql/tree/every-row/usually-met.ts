import type { Expression } from "../expression.ts";
import { type Resolution, resolvedColumn } from "../resolve/resolve.ts";
import type { TableSource } from "../resolve/scope.ts";
import type { DataStatement } from "../statement.ts";
import { expressionsInStatement } from "../walk.ts";
import type { Usual } from "./context.ts";
import { rowsMet } from "./rows-met.ts";

type Write = Extract<DataStatement, { kind: "update" | "delete" }>;

/**
 * What has to be usual about the rows for an UPDATE or DELETE to meet every one: `WHERE id > 0` meets all that
 * AUTO_INCREMENT numbered. undefined = it may choose all the same.
 */
export function usuallyMet(statement: Write, source: TableSource, resolution: Resolution): Usual | undefined {
  const usual = usualIn(statement, resolution);
  return usual.find((one) => rowsMet(statement, source, resolution, one) === "every");
}

/** What could matter: the statement reads a column that it is about. */
function usualIn(statement: Write, resolution: Resolution): Usual[] {
  const found = new Set<Usual>();
  for (const node of expressionsInStatement(statement)) {
    const column = node.kind === "column" ? columnOf(node, resolution) : undefined;
    if (column?.autoIncrement) found.add("numbered");
    if (/^(date|datetime|timestamp)$/.test(column?.type?.name ?? "")) found.add("dated");
  }
  return (["numbered", "dated"] as const).filter((one) => found.has(one));
}

function columnOf(node: Expression, resolution: Resolution) {
  const resolved = resolvedColumn(resolution, node);
  return resolved.kind === "column" ? resolved.column : undefined;
}
