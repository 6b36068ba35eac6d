import type {
  CheckDefinition,
  ColumnDefinition,
  ForeignKeyDefinition,
  IndexDefinition,
  Partitioning,
  TableDefinition,
  TableName,
  TableOptions,
} from "./definition.ts";

/** Every kind of clause-level fact, in the field's usual words. */
const clauseKinds = [
  "create-table",
  "drop-table",
  "rename-table",
  "truncate-table",
  "add-column",
  "drop-column",
  "modify-column",
  "rename-column",
  "change-default",
  "reorder-column",
  "column-visibility",
  "add-index",
  "drop-index",
  "rename-index",
  "index-visibility",
  "add-primary-key",
  "drop-primary-key",
  "add-foreign-key",
  "drop-foreign-key",
  "add-check",
  "drop-check",
  "alter-check",
  "drop-constraint",
  "change-charset",
  "convert-charset",
  "change-engine",
  "table-option",
  "table-comment",
  "rebuild-table",
  "keys-on-off",
  "order-by",
  "partition-by",
  "add-partition",
  "drop-partition",
  "truncate-partition",
  "exchange-partition",
  "reorganize-partition",
  "maintain-partition",
  "remove-partitioning",
  "tablespace",
  "create-database",
  "alter-database",
  "drop-database",
  "create-view",
  "alter-view",
  "drop-view",
  "create-routine",
  "alter-routine",
  "drop-routine",
  "create-trigger",
  "drop-trigger",
  "create-event",
  "alter-event",
  "drop-event",
  "create-other",
  "alter-other",
  "drop-other",
  "insert",
  "replace",
  "update",
  "delete",
  "select",
  "load-data",
  "call",
  "account",
  "privilege",
  "set-session",
  "set-global",
  "lock-tables",
  "transaction",
  "maintenance",
  "server",
  "replication",
  "prepared",
  "unreadable",
] as const;
export type ClauseKind = (typeof clauseKinds)[number];

/** One fact that a statement states about one object: what the grammar alone can tell. */
export interface Clause {
  kind: ClauseKind;
  /** As named in the statement, `db.table` where it names the database; "" where no table is concerned. */
  table: string;
  /** The same table, taken apart; undefined where no table is concerned. */
  target?: TableName;
  column?: string;
  index?: string;
  /** The new name in a rename. */
  to?: string;
  /** The new name of a table, taken apart. */
  toTable?: TableName;
  /** A database, view, routine, trigger, event, tablespace, user, variable, …: what a clause without a table is about. */
  object?: string;
  /** The definition that the clause writes, where it writes one. */
  definition?: ColumnDefinition;
  indexDefinition?: IndexDefinition;
  foreignKey?: ForeignKeyDefinition;
  check?: CheckDefinition;
  tableDefinition?: TableDefinition;
  options?: TableOptions;
  partitioning?: Partitioning;
  /** Partitions named; "all" for ALL. */
  partitions?: readonly string[] | "all";
  /** What REORGANIZE PARTITION makes of the partitions named. */
  intoPartitions?: readonly string[];
  /** How many ADD PARTITION PARTITIONS n adds and COALESCE PARTITION n takes away. */
  partitionCount?: number;
  /** The new default, SQL text; "" = dropped. */
  default?: string;
  /** IF EXISTS, IF NOT EXISTS or OR REPLACE. */
  condition?: "if-exists" | "if-not-exists" | "or-replace";
  /** Written inside the body of a routine, trigger or event: it runs later, when that one does. */
  deferred?: boolean;
  /** The object is TEMPORARY: nobody else sees it. */
  temporary?: boolean;
}

/** Notes one clause about the table that the statement alters. */
export type Note = (clause: Omit<Clause, "table" | "target">) => void;
