import type { DatabaseStatistics } from "../schema/statistics.ts";
import { type NoQuestion, type RowQuestion, rewriteAsSelect } from "../sql/explain/rewrite-as-select.ts";
import { parseStatement } from "../sql/grammar/parse-statement.ts";
import type { LexMode } from "../sql/mode.ts";
import type { TableReference } from "../sql/statement.ts";
import { type ObjectName, objectName } from "./object-name.ts";
import type { PlannedStatement } from "./rollout.ts";

/** What a database can be asked about a statement that is to run on it, by an account that may only read. */
export interface StatementQuestion {
  text: string;
  mode: LexMode;
  /** Where names without a database are. */
  database: string;
  /** All that it names, each once. */
  tables: readonly ObjectName[];
  /** undefined = it changes no rows that could be counted. */
  rows: RowQuestion | NoQuestion | undefined;
}

/** What it answers, and what it says of itself on the occasion. */
export interface DatabaseAnswers {
  statistics: DatabaseStatistics;
  /** Seconds since the server's oldest open transaction began, 0 = none is open; undefined = not visible. */
  oldestTransaction: number | undefined;
  statements: readonly StatementAnswer[];
}

export interface StatementAnswer {
  syntax: SyntaxVerdict;
  /** How many rows it would change, as the server's own optimizer reckons; undefined = it was not asked for any. */
  rows: RowEstimate | undefined;
}

/** `not-told`: the server could not be asked, and why. */
export type SyntaxVerdict =
  | { verdict: "valid" }
  | { verdict: "refused"; said: string }
  | { verdict: "not-told"; why: string };

/** Unknown is never none: `why` says what kept the server from telling. */
export type RowEstimate = { rows: number } | { why: string };

export function askAbout({ text, mode, home }: PlannedStatement): StatementQuestion {
  const { tables } = parseStatement(text, mode);
  return { text, mode, database: home, tables: namesOf(tables, home), rows: rewriteAsSelect(text, mode) };
}

function namesOf(tables: readonly TableReference[], home: string): ObjectName[] {
  const names = tables.map((table) => objectName(table, home));
  return [...new Map(names.map((name) => [`${name.database}\0${name.name}`, name])).values()];
}
