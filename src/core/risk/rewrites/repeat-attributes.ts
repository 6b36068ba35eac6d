import { type Column, findColumn } from "../../schema/table.ts";
import type { ColumnDefinition } from "../../sql/definition.ts";
import type { Rewrite, RewriteContext } from "../factor.ts";
import { knownTable } from "../known-table.ts";
import { onlyClause, type Part, putTogether, takeApart } from "./alteration.ts";

/** MODIFY and CHANGE with what the column had and the statement does not repeat. */
export function repeatAttributes(context: RewriteContext): Rewrite[] {
  const { statement } = context;
  const alteration = takeApart(statement);
  const target = statement.changes[0]?.clause.target;
  const table = target && knownTable(target, context);
  if (alteration === undefined || table === undefined) return [];
  const written = alteration.parts.map((part) => {
    const clause = onlyClause(part, "modify-column");
    const old = clause && findColumn(table, clause.column);
    if (!clause || !old) return part.text;
    const more = missing(old, clause.definition);
    return more.length === 0 ? part.text : addAttributes(part, more);
  });
  // What a backslash means is up to the session.
  if (table.columns.some(({ comment }) => comment?.includes("\\"))) return [];
  const note = "The column keeps what it has besides.";
  return [{ now: [putTogether(alteration.head, written)], differs: true, note }];
}

function missing(old: Column, now: ColumnDefinition): string[] {
  const more: string[] = [];
  if (!old.nullable && now.nullable === undefined) more.push("NOT NULL");
  if (old.autoIncrement && !now.autoIncrement) more.push("AUTO_INCREMENT");
  else if (old.default !== undefined && now.default === undefined) more.push(`DEFAULT ${old.default}`);
  if (old.onUpdate !== undefined && now.onUpdate === undefined) more.push(`ON UPDATE ${old.onUpdate}`);
  if (old.comment !== undefined && now.comment === undefined) more.push(`COMMENT ${writeText(old.comment)}`);
  return more;
}

function writeText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** At the end of the definition: in front of FIRST or AFTER. */
function addAttributes({ text, start, columns: [column] }: Part, more: readonly string[]): string {
  const at = column ? column.end - start : text.length;
  return `${text.slice(0, at)} ${more.join(" ")}${text.slice(at)}`;
}
