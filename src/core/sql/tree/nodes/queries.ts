import type { TableName } from "../../definition.ts";
import type { Placed } from "../node.ts";

/** `E` is Expression, which expression.ts makes of these: it cannot be imported here without a circle. */

/** A query expression with everything around its body (manual 15.2.13 to 15.2.20). */
export interface QueryOf<E> extends Placed {
  readonly commonTables: readonly CommonTableOf<E>[];
  readonly body: QueryBodyOf<E>;
  readonly orderBy: readonly OrderItemOf<E>[];
  readonly limit: LimitOf<E> | undefined;
  /** INTO variables, or a file on the server, after everything else. */
  readonly into: boolean;
  /** FOR UPDATE, FOR SHARE, LOCK IN SHARE MODE. */
  readonly locks: boolean;
}

/** One table expression of WITH. */
export interface CommonTableOf<E> {
  readonly name: string;
  /** Empty where none are named. */
  readonly columns: readonly string[];
  readonly recursive: boolean;
  readonly query: QueryOf<E>;
}

export type QueryBodyOf<E> = QueryBodyNodeOf<E> & Placed;

export type QueryBodyNodeOf<E> = SelectOf<E> | RowsOfValues<E> | SetOperationOf<E> | EnclosedQuery<E>;

/** `TABLE t` is one, too: `SELECT * FROM t`. */
export interface SelectOf<E> {
  readonly kind: "select";
  readonly distinct: boolean;
  readonly items: readonly SelectItemOf<E>[];
  /** INTO before FROM; after the whole query it is the query's. */
  readonly into: boolean;
  /** What commas part; empty without FROM and with DUAL. */
  readonly from: readonly TableExpressionOf<E>[];
  readonly where: E | undefined;
  readonly groupBy: readonly E[];
  /** WITH ROLLUP, CUBE and GROUPING SETS: rows are added in which what is grouped by is NULL. */
  readonly rollup: boolean;
  readonly having: E | undefined;
  readonly windows: readonly WindowOf<E>[];
  readonly qualify: E | undefined;
}

/** A column of the answer, or all columns: of everything, or of the table that is named. */
export type SelectItemOf<E> =
  | { readonly kind: "item"; readonly expression: E; readonly alias: string | undefined }
  | { readonly kind: "star"; readonly database: string | undefined; readonly table: string | undefined };

/** `VALUES ROW(1, 2), ROW(3, 4)` */
interface RowsOfValues<E> {
  readonly kind: "values";
  readonly rows: readonly (readonly E[])[];
}

/** From left to right; a run of INTERSECT, which binds tighter, is one operand. */
export interface SetOperationOf<E> {
  readonly kind: "set-operation";
  readonly first: QueryBodyOf<E>;
  readonly rest: readonly {
    readonly operator: "union" | "except" | "intersect";
    readonly all: boolean;
    readonly operand: QueryBodyOf<E>;
  }[];
}

/** A query in parentheses as a part of another: it may have an order, a limit and common tables of its own. */
interface EnclosedQuery<E> {
  readonly kind: "enclosed";
  readonly query: QueryOf<E>;
}

export interface OrderItemOf<E> {
  readonly expression: E;
  readonly descending: boolean;
}

/** Numbers, parameters, or in a stored program variables (a column reference here). */
export interface LimitOf<E> {
  readonly count: E;
  readonly offset: E | undefined;
}

/** `OVER (…)`, `OVER name` and an item of WINDOW. */
export interface WindowOf<E> {
  /** Its own name in WINDOW; in OVER the name of the window that it is or goes on with. */
  readonly name: string | undefined;
  readonly partitionBy: readonly E[];
  readonly orderBy: readonly OrderItemOf<E>[];
  /** The numbers in its frame. */
  readonly frame: readonly E[];
}

export type TableExpressionOf<E> = TableNodeOf<E> & Placed;

export type TableNodeOf<E> = NamedTable<E> | DerivedTable<E> | JsonTableOf<E> | Join<E>;

/** A table, a view, or a common table expression: `resolve` tells. */
interface NamedTable<E> {
  readonly kind: "table";
  readonly name: TableName;
  readonly alias: string | undefined;
  /** It reads named partitions only. */
  readonly partitions: readonly string[];
  /** Of TABLESAMPLE: how many percent of the rows. */
  readonly sample: E | undefined;
}

interface DerivedTable<E> {
  readonly kind: "derived";
  readonly query: QueryOf<E>;
  /** "" where none is written, as MariaDB permits. */
  readonly alias: string;
  /** Empty where none are named. */
  readonly columns: readonly string[];
  readonly lateral: boolean;
}

export interface JsonTableOf<E> {
  readonly kind: "json-table";
  readonly document: E;
  readonly path: E;
  readonly alias: string;
  readonly columns: readonly string[];
}

/** Joined from left to right. */
interface Join<E> {
  readonly kind: "join";
  readonly first: TableExpressionOf<E>;
  readonly rest: readonly JoinedTableOf<E>[];
}

export interface JoinedTableOf<E> {
  /** CROSS and STRAIGHT_JOIN join as INNER does. */
  readonly type: "inner" | "left" | "right";
  readonly natural: boolean;
  readonly table: TableExpressionOf<E>;
  readonly on: E | undefined;
  readonly using: readonly string[] | undefined;
}
