/** What CREATE and ALTER TABLE write down (manual 15.1.20), as data. */

/** A table as a statement names it; `database` is undefined where it names none. */
export interface TableName {
  database: string | undefined;
  table: string;
}

/** A column in full, as written or as the catalog knows it. */
export interface ColumnDefinition {
  name: string;
  type: ColumnType;
  /** undefined = not stated (nullable unless a primary key says otherwise). */
  nullable: boolean | undefined;
  /** SQL text of the default; undefined = none stated. */
  default: string | undefined;
  /** The default is a parenthesised expression. */
  defaultIsExpression: boolean;
  onUpdate: string | undefined;
  autoIncrement: boolean;
  generated: { expression: string; stored: boolean } | undefined;
  invisible: boolean;
  comment: string | undefined;
  srid: number | undefined;
  /** Inline keys and constraints; the catalog moves them to the table. */
  inline: {
    primaryKey: boolean;
    unique: boolean;
    check: CheckDefinition | undefined;
    references: ForeignKeyDefinition | undefined;
  };
  /** FIRST, or AFTER a column; undefined = last or unchanged. */
  position: "first" | { after: string } | undefined;
}

export interface ColumnType {
  /** Lower case, synonyms resolved: int, bigint, varchar, decimal, datetime, enum, json, … */
  name: string;
  /** Display width, length, precision; undefined = not stated. */
  length: number | undefined;
  /** Decimals or scale. */
  scale: number | undefined;
  /** ENUM and SET members. */
  members: readonly string[];
  unsigned: boolean;
  zerofill: boolean;
  charset: string | undefined;
  collation: string | undefined;
}

export interface IndexDefinition {
  /** undefined = the server names it. */
  name: string | undefined;
  kind: "primary" | "unique" | "index" | "fulltext" | "spatial";
  parts: readonly IndexPart[];
  visible: boolean;
}

export interface IndexPart {
  /** undefined = an expression. */
  column: string | undefined;
  expression: string | undefined;
  /** Prefix length in characters. */
  length: number | undefined;
  descending: boolean;
}

export type ReferentialAction = "restrict" | "cascade" | "set-null" | "no-action" | "set-default";

export interface ForeignKeyDefinition {
  /** undefined = the server names it. */
  name: string | undefined;
  /** Of the index that it brings along, where one is stated: `FOREIGN KEY name (…)`. */
  indexName?: string;
  columns: readonly string[];
  references: TableName;
  /** Empty where the statement names none. */
  referencedColumns: readonly string[];
  onDelete: ReferentialAction | undefined;
  onUpdate: ReferentialAction | undefined;
}

export interface CheckDefinition {
  /** undefined = the server names it. */
  name: string | undefined;
  expression: string;
  enforced: boolean;
}

export interface Partitioning {
  method: "range" | "list" | "hash" | "key";
  /** SQL text of the method and its expression or column list: `HASH (a + 1)`, `RANGE COLUMNS (a, b)`. */
  by: string;
  /** The same of SUBPARTITION BY. */
  subpartitionedBy: string | undefined;
  /** Names in order; empty where only a number is given. */
  partitions: readonly string[];
  /** PARTITIONS n; undefined = not stated. */
  count: number | undefined;
}

/** Table options by their upper-case name as in the manual: ENGINE, CHARSET, COLLATE, ROW_FORMAT, COMMENT, … */
export type TableOptions = ReadonlyMap<string, string>;

/** The whole of a CREATE TABLE. */
export interface TableDefinition {
  columns: readonly ColumnDefinition[];
  indexes: readonly IndexDefinition[];
  foreignKeys: readonly ForeignKeyDefinition[];
  checks: readonly CheckDefinition[];
  options: TableOptions;
  partitioning: Partitioning | undefined;
  temporary: boolean;
  ifNotExists: boolean;
  like: TableName | undefined;
  /** CREATE TABLE … SELECT: it has columns that only the query tells. */
  fromQuery: boolean;
}
