import type { ColumnDefinition, IndexDefinition } from "../schema/table.ts";

export type Algorithm = "INSTANT" | "INPLACE" | "COPY";
export type Lock = "NONE" | "SHARED" | "EXCLUSIVE";

/** What the clause costs the server; undefined where it does not apply or cannot be told (unknown is never safe). */
export interface Cost {
  algorithm: Algorithm | undefined;
  lock: Lock | undefined;
  rebuilds: boolean | undefined;
}

/** Whether stored data may change or vanish. `unknown` is judged like `lossy`. */
export type DataLoss = "none" | "lossy" | "unknown";

/**
 * One clause-level fact about one object. `kind` is the field's usual word: create-table, drop-table, rename-table,
 * truncate-table, add-column, drop-column, modify-column, rename-column, change-default, add-index, drop-index,
 * rename-index, add-primary-key, drop-primary-key, add-foreign-key, drop-foreign-key, add-check, drop-check,
 * change-charset, change-engine, table-option, add-partition, drop-partition, …, create-database, drop-database,
 * insert, update, delete, grant, set-global, unreadable, …: the whole list is `changeKinds`.
 */
export interface Change {
  kind: ChangeKind;
  /** As named in the statement, `db.table` where it names the database; "" where no table is concerned. */
  table: string;
  column?: string;
  index?: string;
  /** The new name in a rename. */
  to?: string;
  /** The definition that the clause writes, where it writes one. */
  definition?: ColumnDefinition;
  indexDefinition?: IndexDefinition;
  /** UPDATE and DELETE without WHERE (or with an always-true one). */
  everyRow?: boolean;
  /** The object is created in the same pull request: it holds nothing and nobody reads it yet. */
  created?: boolean;
  cost: Cost;
  dataLoss: DataLoss;
}

export const changeKinds = [
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
export type ChangeKind = (typeof changeKinds)[number];
