import type { Clause, ClauseKind, ClauseOf } from "../../sql/clause.ts";

/**
 * by-table: what it costs hangs on the table and the server. definition: so it does, and it changes nothing but what stands
 * in the table's definition beside its columns and keys. at-once, copy: so the server runs it whatever the table is.
 * does-not-apply: the server has no algorithm of online DDL for it.
 */
type Online = "by-table" | "definition" | "at-once" | "copy" | "does-not-apply";

/** Whether the server runs it by an algorithm of online DDL, by the kind of clause (manual 17.12.1). */
export const onlineKinds = {
  "create-table": "does-not-apply",
  "drop-table": "does-not-apply",
  "rename-table": "at-once",
  "truncate-table": "does-not-apply",
  "add-column": "by-table",
  "drop-column": "by-table",
  "modify-column": "by-table",
  "rename-column": "by-table",
  "change-default": "by-table",
  "reorder-column": "by-table",
  "column-visibility": "by-table",
  "add-index": "by-table",
  "drop-index": "by-table",
  "rename-index": "by-table",
  "index-visibility": "by-table",
  "add-primary-key": "by-table",
  "drop-primary-key": "by-table",
  "add-foreign-key": "by-table",
  "drop-foreign-key": "by-table",
  "add-check": "by-table",
  "drop-check": "by-table",
  "alter-check": "by-table",
  "drop-constraint": "by-table",
  "change-charset": "definition",
  "convert-charset": "by-table",
  "change-engine": "by-table",
  "table-option": "definition",
  "table-comment": "definition",
  "rebuild-table": "by-table",
  "keys-on-off": "by-table",
  "order-by": "copy",
  "partition-by": "copy",
  "add-partition": "by-table",
  "drop-partition": "by-table",
  "truncate-partition": "by-table",
  "exchange-partition": "by-table",
  "reorganize-partition": "by-table",
  "maintain-partition": "by-table",
  "remove-partitioning": "copy",
  tablespace: "by-table",
  "create-database": "does-not-apply",
  "alter-database": "does-not-apply",
  "drop-database": "does-not-apply",
  "create-view": "does-not-apply",
  "alter-view": "does-not-apply",
  "drop-view": "does-not-apply",
  "create-routine": "does-not-apply",
  "alter-routine": "does-not-apply",
  "drop-routine": "does-not-apply",
  "create-trigger": "does-not-apply",
  "drop-trigger": "does-not-apply",
  "create-event": "does-not-apply",
  "alter-event": "does-not-apply",
  "drop-event": "does-not-apply",
  "create-other": "does-not-apply",
  "alter-other": "does-not-apply",
  "drop-other": "does-not-apply",
  insert: "does-not-apply",
  replace: "does-not-apply",
  update: "does-not-apply",
  delete: "does-not-apply",
  select: "does-not-apply",
  "load-data": "does-not-apply",
  call: "does-not-apply",
  account: "does-not-apply",
  privilege: "does-not-apply",
  "set-session": "does-not-apply",
  "set-global": "does-not-apply",
  "lock-tables": "does-not-apply",
  transaction: "does-not-apply",
  maintenance: "does-not-apply",
  server: "does-not-apply",
  replication: "does-not-apply",
  prepared: "does-not-apply",
  unreadable: "does-not-apply",
} as const satisfies Record<ClauseKind, Online>;

/** The kinds that mysql.ts and mariadb.ts weigh. */
export type OnlineKind = {
  [K in ClauseKind]: (typeof onlineKinds)[K] extends "does-not-apply" ? never : K;
}[ClauseKind];

export type OnlineClause = ClauseOf<OnlineKind>;

export function isOnline(clause: Clause): clause is OnlineClause {
  return onlineKinds[clause.kind] !== "does-not-apply";
}
