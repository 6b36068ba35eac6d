import type { Expression } from "../../tree/expression.ts";
import type { Query, QueryBody, TableExpression } from "../../tree/query.ts";
import type { DataStatement, DefinedExpression } from "../../tree/statement.ts";

/**
 * What a statement's tree is made of while it is read for one. A cursor without it only recognises: its readers then
 * return the shared constants below, which nobody looks at, so that recognising makes no nodes.
 */
export interface Building {
  readonly statements: DataStatement[];
  readonly definitions: DefinedExpression[];
  readonly others: Expression[];
  /** sql_mode has PIPES_AS_CONCAT: `||` concatenates. */
  readonly pipesAsConcat: boolean;
  /** sql_mode has HIGH_NOT_PRECEDENCE: NOT binds as tightly as `!`. */
  readonly tightNot: boolean;
}

export const recognised: Expression = Object.freeze({ kind: "null", start: 0, end: 0, height: 1 });

export const recognisedBody: QueryBody = Object.freeze({
  kind: "values",
  rows: [],
  start: 0,
  end: 0,
  height: 1,
});

export const recognisedQuery: Query = Object.freeze({
  commonTables: [],
  body: recognisedBody,
  orderBy: [],
  limit: undefined,
  into: false,
  locks: false,
  start: 0,
  end: 0,
  height: 1,
});

export const recognisedTable: TableExpression = Object.freeze({
  kind: "table",
  name: { database: undefined, table: "" },
  alias: undefined,
  partitions: [],
  start: 0,
  end: 0,
  height: 1,
});
