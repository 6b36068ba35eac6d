import { replayScript } from "../core/change/replay-script.ts";
import { rowsWritten } from "../core/risk/rows-written.ts";
import { meetsEveryRow } from "../core/risk/write.ts";
import { emptyCatalog } from "../core/schema/catalog.ts";
import { knownTables } from "../core/schema/known-tables.ts";
import { newSession } from "../core/schema/session.ts";
import { parseStatement } from "../core/sql/grammar/parse-statement.ts";
import { treesOf } from "../core/sql/grammar/trees-of.ts";
import type { LexMode } from "../core/sql/mode.ts";
import type { Expression } from "../core/sql/tree/expression.ts";
import { type Resolution, resolveStatement } from "../core/sql/tree/resolve/resolve.ts";
import type { DataStatement, Tree } from "../core/sql/tree/statement.ts";

const plain: LexMode = {
  ansiQuotes: false,
  noBackslashEscapes: false,
  engine: { flavour: "mysql", version: 90700 },
};

/** The tree of a statement that MySQL 9.7 reads, or undefined where it is not understood. */
export function treeOf(text: string, mode: Partial<LexMode> = {}): Tree | undefined {
  return treesOf({ text, mode: { ...plain, ...mode } })[0];
}

/** The one statement of rows in a text. */
export function statementIn(text: string, mode: Partial<LexMode> = {}): DataStatement {
  const [statement, ...more] = treeOf(text, mode)?.statements ?? [];
  if (!statement || more.length > 0) throw new Error(`Not one statement of rows: ${text.slice(0, 80)}`);
  return statement;
}

/** A statement with its names resolved against what a script leaves. */
export function resolvedIn(
  schema: string,
  text: string,
): { statement: DataStatement; resolution: Resolution } {
  const { catalog } = replayScript(schema, { engine: plain.engine, catalog: emptyCatalog() });
  const statement = statementIn(text);
  return { statement, resolution: resolveStatement(statement, knownTables(catalog, newSession())) };
}

/** The tables of which a statement changes every row, whatever is in them, where nothing is known of any table. */
export function tablesMetWhole(text: string, mode: LexMode): string[] {
  const { tables } = parseStatement(text, mode);
  const statement = { text, mode, tables, known: [], scope: newSession().scope };
  return rowsWritten(statement)
    .filter(meetsEveryRow)
    .map(({ source }) => source.name?.table ?? "");
}

/** The WHERE of an UPDATE or DELETE of `t`, or a condition of it. */
export function conditionOf(statement: DataStatement): Expression {
  if ((statement.kind !== "delete" && statement.kind !== "update") || !statement.where)
    throw new Error("The statement has no WHERE.");
  return statement.where;
}
