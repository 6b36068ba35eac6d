import { blankComments } from "../grammar/blank-comments.ts";
import { parseStatement, parseTrees } from "../grammar/parse-statement.ts";
import type { LexMode } from "../mode.ts";
import type { TableReference } from "../statement.ts";
import type { Placed } from "../tree/node.ts";
import type { Limit, TableExpression } from "../tree/query.ts";
import type { DataStatement } from "../tree/statement.ts";
import { writeName } from "../write/write-name.ts";
import { queryRunsInExplain, rowsRunInExplain } from "./runs-in-explain.ts";

/** A SELECT that touches the rows that a statement would change. To be explained, never to be run. */
export interface RowQuestion {
  select: string;
  /** What it reads: none of them may be a view, whose text is not known here. */
  tables: readonly TableReference[];
  /** By its LIMIT. */
  atMost: number | undefined;
  /** UPDATE and DELETE of one table: the server reckons with every row that it reads, since it locks every one. */
  everyRowRead: boolean;
}

/** Why the rows cannot be asked for. */
export interface NoQuestion {
  why: string;
}

/**
 * Only who may change a table may EXPLAIN a change of it (manual 15.8.2); whoever may read it may explain this. For
 * UPDATE, DELETE, and INSERT and REPLACE of a query; undefined = the statement is none of them. Comments and optimizer
 * hints are left out: a hint may change the session that asks.
 */
export function rewriteAsSelect(text: string, mode: LexMode): RowQuestion | NoQuestion | undefined {
  const { type, parsed, hidden, tables } = parseStatement(text, mode);
  if (!changing.has(type)) return undefined;
  if (!parsed) return { why: "it was not understood whole" };
  const statement = parseTrees(text, mode)[0]?.statements[0];
  const parts = statement && partsOf(statement);
  if (!parts) return undefined;
  if (hidden) return { why: "a part of it stands in an executable comment" };
  if (mode.ansiQuotes || mode.noBackslashEscapes) return { why: "its session reads quotes in another way" };
  const atMost = parts.limit && wholeNumber(parts.limit);
  if (atMost === "unknown") return { why: "its LIMIT is no number" };
  if (parts.why !== undefined) return { why: parts.why };
  const blanked = blankComments(text, mode);
  return {
    select: parts.select(blanked),
    tables: parts.inserts ? tables.slice(1) : tables,
    atMost,
    everyRowRead: !parts.inserts,
  };
}

const changing: ReadonlySet<string> = new Set(["INSERT", "REPLACE", "UPDATE", "DELETE"]);

interface Parts {
  /** @param text the statement's, without comments. */
  select(text: string): string;
  why: string | undefined;
  limit: Limit | undefined;
  inserts: boolean;
}

function partsOf(statement: DataStatement): Parts | undefined {
  switch (statement.kind) {
    case "update":
    case "delete": {
      const { limit } = statement;
      const select = (text: string) => selectOfRows(text, statement);
      return { select, why: rowsRunInExplain(statement), limit, inserts: false };
    }
    case "insert":
    case "replace": {
      // Of VALUES and SET the rows are there to be counted: no question.
      if (statement.source.kind !== "query" || statement.source.query.body.kind === "values")
        return undefined;
      const { query } = statement.source;
      const select = (text: string) => slice(text, query);
      return { select, why: queryRunsInExplain(query), limit: query.limit, inserts: true };
    }
    case "select":
      return undefined;
  }
}

type Bounded = Extract<DataStatement, { kind: "update" | "delete" }>;

/** ORDER BY only says which rows a LIMIT leaves. */
function selectOfRows(text: string, statement: Bounded): string {
  const { commonTables, start, tables, where } = statement;
  const defined = commonTables.length > 0 ? `${text.slice(0, start).trim()} ` : "";
  const isAlone = statement.kind === "delete" && !statement.multiple;
  const from = tables.map((table) => (isAlone ? tableOfDelete(text, table) : slice(text, table))).join(", ");
  return `${defined}SELECT 1 FROM ${from}${where ? ` WHERE ${slice(text, where)}` : ""}`;
}

/** DELETE has the alias before PARTITION (…), SELECT after it. */
function tableOfDelete(text: string, node: TableExpression): string {
  if (node.kind !== "table" || node.alias === undefined || node.partitions.length === 0)
    return slice(text, node);
  const { database, table } = node.name;
  const name = database === undefined ? writeName(table) : `${writeName(database)}.${writeName(table)}`;
  return `${name} PARTITION (${node.partitions.map(writeName).join(", ")}) AS ${writeName(node.alias)}`;
}

function slice(text: string, { start, end }: Placed): string {
  return text.slice(start, end);
}

/** `n`, `offset, n`, `n OFFSET offset` */
function wholeNumber({ count }: Limit): number | "unknown" {
  return count.kind === "number" && /^\d+$/.test(count.text) ? Number(count.text) : "unknown";
}
