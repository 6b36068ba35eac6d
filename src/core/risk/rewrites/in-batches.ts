import { findColumn, type Table } from "../../schema/table.ts";
import type { Tree } from "../../sql/tree/statement.ts";
import { writeName } from "../../sql/write/write-name.ts";
import type { Rewrite, RewriteContext } from "../factor.ts";
import { knownTable } from "../known-table.ts";
import { rowsWrittenBy } from "../rows-written.ts";
import type { Write } from "../write.ts";
import { cut, ownRows } from "./cut.ts";

/** Rows that nobody waits for. */
const batch = 1000;

/** DELETE and UPDATE of one table, some rows at a time by primary key: each batch commits and lets others in. */
export function inBatches(context: RewriteContext): Rewrite[] {
  const { statement } = context;
  const { text } = statement;
  const [change, ...more] = statement.changes;
  const clause = change?.clause;
  if (more.length > 0 || statement.tables.length !== 1) return [];
  if (clause?.kind !== "update" && clause?.kind !== "delete") return [];
  const own = ownRows(statement);
  if (!own || (own.rows.kind !== "update" && own.rows.kind !== "delete")) return [];
  const { tree, rows } = own;
  const key = isPlain(rows, tree) ? keyColumns(knownTable(clause.target, context)) : undefined;
  if (key === undefined) return [];
  if (clause.kind === "delete") return [deleteBatch(cut(text, tree.code), key.columns)];
  const [column = ""] = key.columns;
  if (key.columns.length > 1 || !key.whole) return [];
  const { where } = rows.written;
  const head = text.slice(tree.code.start, where?.start ?? tree.code.end).trimEnd();
  const isIdle = rowsWrittenBy(clause, statement)?.choice === "every";
  const condition = isIdle || !where ? undefined : cut(text, where).slice("WHERE".length).trim();
  return [updateBatch(head, condition, column)];
}

/** Without a LIMIT or an order of its own, with nothing before it (WITH) or after it (RETURNING). */
function isPlain({ limit, orderBy, tables: [table], start, end }: Write, { code }: Tree): boolean {
  const isBounded = limit !== undefined || orderBy.length > 0;
  const isWhole = start === code.start && end === code.end;
  return !isBounded && isWhole && table?.kind === "table" && table.partitions.length === 0;
}

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
