import { findColumn, type Table } from "../../schema/table.ts";
import { lex } from "../../sql/lex/lex.ts";
import type { Token } from "../../sql/lex/token.ts";
import { writeName } from "../../sql/write/write-name.ts";
import type { Rewrite, RewriteContext } from "../factor.ts";
import { knownTable } from "../known-table.ts";
import { rowsWrittenBy } from "../rows-written.ts";
import { textOf } from "./alteration.ts";

/** Rows that nobody waits for. */
const batch = 1000;

/** DELETE and UPDATE of one table, some rows at a time by primary key: each batch commits and lets others in. */
export function inBatches(context: RewriteContext): Rewrite[] {
  const { statement } = context;
  const [change, ...more] = statement.changes;
  const isOne = more.length === 0 && statement.tables.length === 1 && statement.parsed && !statement.hidden;
  const clause = change?.clause;
  if (!isOne || (clause?.kind !== "update" && clause?.kind !== "delete")) return [];
  const tokens = lex(statement.text, statement.mode);
  const outer = outside(tokens);
  const key = outer.some(isUnusual) ? undefined : keyColumns(knownTable(clause.target, context));
  if (key === undefined) return [];
  const code = textOf(statement.text, tokens);
  if (clause.kind === "delete") return [deleteBatch(code, key.columns)];
  const [column = ""] = key.columns;
  if (key.columns.length > 1 || !key.whole) return [];
  const where = outer.find(({ upper }) => upper === "WHERE");
  const start = tokens[0]?.start ?? 0;
  const [head, condition] =
    where === undefined
      ? [code, undefined]
      : [code.slice(0, where.start - start).trimEnd(), code.slice(where.end - start).trim()];
  const isIdle = rowsWrittenBy(clause, statement)?.choice === "every";
  return [updateBatch(head, isIdle ? undefined : condition, column)];
}

/** With a LIMIT or an order of its own, with other tables, or with what only MariaDB knows. */
const isUnusual = ({ upper }: Token) => /^(LIMIT|ORDER|WITH|RETURNING|PARTITION|AS|HISTORY|FOR)$/.test(upper);

function deleteBatch(code: string, key: readonly string[]): Rewrite {
  const note = "Run it by hand, again and again until it deletes no row; a migration would run it once.";
  return { now: [`${code} ORDER BY ${key.map(writeName).join(", ")} LIMIT ${batch}`], byHand: true, note };
}

function updateBatch(head: string, condition: string | undefined, column: string): Rewrite {
  const range = `${writeName(column)} BETWEEN 1 AND ${batch}`;
  const note = `Run it by hand, then for the next ${batch} values of ${column}, up to the highest; a migration would run it once.`;
  const bounded = condition === undefined ? range : `${range} AND (${condition})`;
  return { now: [`${head} WHERE ${bounded}`], byHand: true, note };
}

function keyColumns(table: Table | undefined) {
  const parts = table?.indexes.find(({ kind }) => kind === "primary")?.parts ?? [];
  const columns = parts.flatMap(({ column, length }) =>
    column === undefined || length !== undefined ? [] : [column],
  );
  if (table === undefined || columns.length === 0 || columns.length < parts.length) return undefined;
  const type = findColumn(table, columns[0] ?? "")?.type.name ?? "";
  return { columns, whole: /^(tinyint|smallint|mediumint|int|bigint)$/.test(type) };
}

/** Words in no parentheses. */
function outside(tokens: readonly Token[]): Token[] {
  let depth = 0;
  return tokens.filter(({ kind, value }) => {
    if (kind === "operator" && value === "(") depth++;
    if (kind === "operator" && value === ")") depth--;
    return depth === 0 && kind === "word";
  });
}
