import { writeName } from "../../sql/write/write-name.ts";
import type { Rewrite, RewriteContext } from "../factor.ts";
import { knownTable } from "../known-table.ts";
import { edited, ownRows } from "./cut.ts";

/** The columns that INSERT without a list means: all that are visible, in their order (manual 15.2.7). */
export function nameColumns(context: RewriteContext): Rewrite[] {
  const { statement } = context;
  const table = knownTable(statement.changes[0]?.clause.target, context);
  const own = ownRows(statement);
  if (!table?.complete || (own?.rows.kind !== "insert" && own?.rows.kind !== "replace")) return [];
  const { columns, columnsAt, source } = own.rows;
  if (columns !== undefined || source.kind === "set") return [];
  const visible = table.columns.filter(({ invisible }) => !invisible).map((column) => writeName(column.name));
  const text = ` (${visible.join(", ")})`;
  return [{ now: [edited(statement, own.tree, [{ start: columnsAt, end: columnsAt, text }])] }];
}

/** LIMIT takes the first rows by primary key, on every replica the same. */
export function orderByKey(context: RewriteContext): Rewrite[] {
  const { statement } = context;
  const target = statement.changes[0]?.clause.target;
  const primary = knownTable(target, context)?.indexes.find(({ kind }) => kind === "primary");
  if (primary === undefined || statement.changes.length !== 1) return [];
  const own = ownRows(statement);
  if (own?.rows.kind !== "update" && own?.rows.kind !== "delete") return [];
  // An order that decides nothing would have to go.
  if (own.rows.orderBy.length > 0) return [];
  const { limit } = own.rows.written;
  const key = primary.parts.flatMap(({ column }) => (column === undefined ? [] : [writeName(column)]));
  if (limit === undefined || key.length < primary.parts.length) return [];
  const order = { start: limit.start, end: limit.start, text: `ORDER BY ${key.join(", ")} ` };
  return [{ now: [edited(statement, own.tree, [order])] }];
}
