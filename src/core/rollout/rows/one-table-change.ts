import { parseStatement } from "../../sql/grammar/parse-statement.ts";
import { treesOf } from "../../sql/grammar/trees-of.ts";
import type { SplitStatement } from "../../sql/statement.ts";
import type { Span } from "../../sql/tree/node.ts";
import type { TableNode } from "../../sql/tree/query.ts";
import type { DataStatement, Tree } from "../../sql/tree/statement.ts";

export type Why = { why: string };

/** An UPDATE or DELETE, as the tree has it. */
export type Bounded = Extract<DataStatement, { kind: "update" | "delete" }>;

export interface OneTableChange {
  tree: Tree;
  found: Bounded;
  table: TableNode & Span & { kind: "table" };
}

/** An UPDATE or DELETE of one table, which is all that the statement is; `why` says what else it is. */
export function readOneTableChange(statement: Pick<SplitStatement, "text" | "mode">): OneTableChange | Why {
  const { parsed, hidden, type } = parseStatement(statement.text, statement.mode);
  if (!parsed) return { why: "Tollgate does not understand it whole." };
  if (hidden) return { why: "A part of it stands in an executable comment." };
  const [tree, other] = treesOf(statement);
  const [found, more] = tree?.statements ?? [];
  const isBounded = found?.kind === "update" || found?.kind === "delete";
  if (!tree || other || more || !isBounded || found.deferred || !["UPDATE", "DELETE"].includes(type))
    return { why: "It is no UPDATE or DELETE." };
  const [table, second] = found.tables;
  if (second || table?.kind !== "table" || (found.kind === "delete" && found.multiple))
    return { why: "It names several tables." };
  if (found.commonTables.length > 0) return { why: "It begins with WITH." };
  if (table.sample) return { why: "It takes a sample of the rows." };
  return { tree, found, table };
}
