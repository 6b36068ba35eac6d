import type { TableName } from "../definition.ts";
import type { Expression } from "./expression.ts";
import type { Placed, Span } from "./node.ts";
import type { Passage, TableAlteration } from "./passages.ts";
import type { ProgramVariables } from "./program-variables.ts";
import type { CommonTable, Limit, OrderItem, Query, TableExpression } from "./query.ts";

/** One statement as a tree: what it reads and writes, and the expressions that it states. */
export interface Tree {
  /** SELECT, INSERT, UPDATE and DELETE in it: one, none, or as many as stand in a body. */
  readonly statements: readonly DataStatement[];
  /** What CREATE and ALTER TABLE write down. */
  readonly definitions: readonly DefinedExpression[];
  /** The VALUES of its partitions, in their order. */
  readonly bounds: readonly PartitionBound[];
  /** All others: SET, CALL, DO, IF and WHILE of a body, a body's defaults. */
  readonly others: readonly Expression[];
  /** From the statement's first word to its last: without comments around it, and without a delimiter. */
  readonly code: Span;
  /** What follows is said of the statement's own text: nothing of what PREPARE has in a string. */
  readonly passages: readonly Passage[];
  readonly alterations: readonly TableAlteration[];
  /** What CREATE and ALTER VIEW call its columns; none where the query does. */
  readonly viewColumns: readonly string[];
}

export type DataStatement = DataStatementNode &
  Placed & {
    /** In the body of a routine, trigger or event: it runs when that does. */
    readonly deferred: boolean;
    /** What the program around it declares. */
    readonly variables: ProgramVariables;
  };

export type DataStatementNode = SelectStatement | UpdateStatement | DeleteStatement | InsertStatement;

/** A query of its own: SELECT, VALUES, TABLE, that of CREATE TABLE … SELECT, of a view, of a cursor. */
interface SelectStatement {
  readonly kind: "select";
  readonly query: Query;
}

interface UpdateStatement {
  readonly kind: "update";
  readonly commonTables: readonly CommonTable[];
  readonly tables: readonly TableExpression[];
  readonly assignments: readonly ColumnAssignment[];
  readonly where: Expression | undefined;
  readonly orderBy: readonly OrderItem[];
  readonly limit: Limit | undefined;
  readonly written: WrittenBounds;
}

/** Where its clauses stand, from their own words on. */
interface WrittenBounds {
  readonly where: Span | undefined;
  readonly limit: Span | undefined;
}

/** `column` is a column reference. */
export interface ColumnAssignment {
  readonly column: Expression;
  readonly value: Expression;
  /** The value begins with a parenthesis. */
  readonly enclosed: boolean;
}

export interface DeleteStatement {
  readonly kind: "delete";
  readonly commonTables: readonly CommonTable[];
  /** It names its targets apart from its tables, as one of several tables must. */
  readonly multiple: boolean;
  /** As `tables` call them: name or alias. */
  readonly targets: readonly string[];
  readonly tables: readonly TableExpression[];
  readonly where: Expression | undefined;
  readonly orderBy: readonly OrderItem[];
  readonly limit: Limit | undefined;
  readonly written: WrittenBounds;
}

interface InsertStatement {
  readonly kind: "insert" | "replace";
  readonly table: TableName;
  /** undefined = none are named. */
  readonly columns: readonly string[] | undefined;
  /** Where they are named, or would be. */
  readonly columnsAt: number;
  readonly source: InsertSource;
  readonly onDuplicate: readonly ColumnAssignment[];
}

/** A dump's rows are literals by the million: only the values that are more than that are kept. */
export type InsertSource =
  | { readonly kind: "rows"; readonly count: number; readonly computed: readonly Expression[] }
  | { readonly kind: "set"; readonly assignments: readonly ColumnAssignment[] }
  | { readonly kind: "query"; readonly query: Query };

/** An expression that a table's definition holds. */
export interface DefinedExpression {
  readonly role: "check" | "default" | "generated" | "on-update" | "key-part" | "partition" | "subpartition";
  readonly expression: Expression;
}

/** `VALUES LESS THAN (…)` or `VALUES IN (…)`. */
export interface PartitionBound {
  readonly method: "range" | "list";
  /** One for each column of RANGE COLUMNS, all that LIST takes; undefined = MAXVALUE. */
  readonly values: readonly (Expression | undefined)[];
}
