import type { TableName } from "../definition.ts";
import type { Expression } from "./expression.ts";
import type { Placed } from "./node.ts";

/** A query expression with everything around its body (manual 15.2.13 to 15.2.20). */
export interface Query extends Placed {
  readonly commonTables: readonly CommonTable[];
  readonly body: QueryBody;
  readonly orderBy: readonly OrderItem[];
  readonly limit: Limit | undefined;
  /** INTO variables, or a file on the server, behind everything else. */
  readonly into: boolean;
  /** FOR UPDATE, FOR SHARE, LOCK IN SHARE MODE. */
  readonly locks: boolean;
}

/** One table expression of WITH. */
export interface CommonTable {
  readonly name: string;
  /** Empty where none are named. */
  readonly columns: readonly string[];
  readonly recursive: boolean;
  readonly query: Query;
}

export type QueryBody = QueryBodyNode & Placed;

export type QueryBodyNode = Select | RowsOfValues | WholeTable | SetOperation | EnclosedQuery;

export interface Select {
  readonly kind: "select";
  readonly distinct: boolean;
  readonly items: readonly SelectItem[];
  /** INTO before FROM; behind the whole query it is the query's. */
  readonly into: boolean;
  /** What commas part; empty without FROM and with DUAL. */
  readonly from: readonly TableExpression[];
  readonly where: Expression | undefined;
  readonly groupBy: readonly Expression[];
  /** WITH ROLLUP, CUBE and GROUPING SETS: rows are added in which what is grouped by is NULL. */
  readonly rollup: boolean;
  readonly having: Expression | undefined;
  readonly windows: readonly Window[];
  readonly qualify: Expression | undefined;
}

/** A column of the answer, or all columns: of everything, or of the table that is named. */
export type SelectItem =
  | { readonly kind: "item"; readonly expression: Expression; readonly alias: string | undefined }
  | { readonly kind: "star"; readonly database: string | undefined; readonly table: string | undefined };

/** `VALUES ROW(1, 2), ROW(3, 4)` */
export interface RowsOfValues {
  readonly kind: "values";
  readonly rows: readonly (readonly Expression[])[];
}

/** `TABLE t` */
export interface WholeTable {
  readonly kind: "whole-table";
  readonly name: TableName;
}

/** From left to right; a run of INTERSECT, which binds tighter, is one operand. */
export interface SetOperation {
  readonly kind: "set-operation";
  readonly first: QueryBody;
  readonly rest: readonly {
    readonly operator: "union" | "except" | "intersect";
    readonly all: boolean;
    readonly operand: QueryBody;
  }[];
}

/** A query in parentheses as a part of another: it may have an order, a limit and common tables of its own. */
export interface EnclosedQuery {
  readonly kind: "enclosed";
  readonly query: Query;
}

export interface OrderItem {
  readonly expression: Expression;
  readonly descending: boolean;
}

/** Numbers, parameters, or in a stored program variables (a column reference here). */
export interface Limit {
  readonly count: Expression;
  readonly offset: Expression | undefined;
}

/** `OVER (…)`, `OVER name` and an item of WINDOW. */
export interface Window {
  /** Its own name in WINDOW; in OVER the name of the window that it is or goes on with. */
  readonly name: string | undefined;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly OrderItem[];
  /** The numbers in its frame. */
  readonly frame: readonly Expression[];
}

export type TableExpression = TableNode & Placed;

export type TableNode = NamedTable | DerivedTable | JsonTable | Join;

/** A table, a view, or a common table expression: `resolve` tells. */
export interface NamedTable {
  readonly kind: "table";
  readonly name: TableName;
  readonly alias: string | undefined;
  /** It reads named partitions only. */
  readonly partitions: readonly string[];
  /** Of TABLESAMPLE: how many percent of the rows. */
  readonly sample: Expression | undefined;
}

export interface DerivedTable {
  readonly kind: "derived";
  readonly query: Query;
  /** "" where none is written, as MariaDB permits. */
  readonly alias: string;
  /** Empty where none are named. */
  readonly columns: readonly string[];
  readonly lateral: boolean;
}

export interface JsonTable {
  readonly kind: "json-table";
  readonly document: Expression;
  readonly path: Expression;
  readonly alias: string;
  readonly columns: readonly string[];
}

/** Joined from left to right. */
export interface Join {
  readonly kind: "join";
  readonly first: TableExpression;
  readonly rest: readonly JoinedTable[];
}

export interface JoinedTable {
  /** CROSS and STRAIGHT_JOIN join as INNER does. */
  readonly type: "inner" | "left" | "right";
  readonly natural: boolean;
  readonly table: TableExpression;
  readonly on: Expression | undefined;
  readonly using: readonly string[] | undefined;
}
