import { lex } from "../../sql/lex/lex.ts";
import { writeName } from "../../sql/write/write-name.ts";
import type { Rewrite, RewriteContext } from "../factor.ts";
import { knownTable } from "../known-table.ts";

/** The columns that INSERT without a list means: all that are visible, in their order (manual 15.2.7). */
export function nameColumns(context: RewriteContext): Rewrite[] {
  const { statement } = context;
  const target = statement.changes[0]?.clause.target;
  const table = knownTable(target, context);
  if (!table?.complete || statement.hidden) return [];
  const { text, mode } = statement;
  const tokens = lex(text, mode);
  const opens = tokens.findIndex(
    ({ kind, upper }) => kind === "word" && /^(VALUES?|SELECT|TABLE)$/.test(upper),
  );
  const name = tokens[opens - 1];
  if (name === undefined || !(name.kind === "name" || name.kind === "word")) return [];
  if (name.value !== target?.table) return [];
  const columns = table.columns.filter(({ invisible }) => !invisible).map((column) => writeName(column.name));
  const [start, end] = [tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0];
  const sql = `${text.slice(start, name.end)} (${columns.join(", ")})${text.slice(name.end, end)}`;
  return [{ now: [sql] }];
}

/** LIMIT takes the first rows by primary key, on every replica the same. */
export function orderByKey(context: RewriteContext): Rewrite[] {
  const { statement } = context;
  const target = statement.changes[0]?.clause.target;
  const table = knownTable(target, context);
  const primary = table?.indexes.find(({ kind }) => kind === "primary");
  if (primary === undefined || statement.changes.length !== 1 || statement.hidden) return [];
  const { text, mode } = statement;
  const tokens = lex(text, mode);
  const limit = tokens.findLast(({ kind, upper }) => kind === "word" && upper === "LIMIT");
  const key = primary.parts.flatMap(({ column }) => (column === undefined ? [] : [writeName(column)]));
  if (limit === undefined || key.length < primary.parts.length) return [];
  const [start, end] = [tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0];
  return [
    { now: [`${text.slice(start, limit.start)}ORDER BY ${key.join(", ")} ${text.slice(limit.start, end)}`] },
  ];
}
