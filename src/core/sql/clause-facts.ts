import type { ClauseKind, TriggerEvent } from "./clause.ts";

/** What it does, roughly: create and drop an object of its own, add, alter and drop a part of one, … */
type Deed = "create" | "add" | "alter" | "rename" | "drop" | "write" | "read" | "run" | "set";

/** What it does that to; anything = it runs what cannot be seen here. */
type Subject =
  | "table"
  | "column"
  | "index"
  | "constraint"
  | "partition"
  | "rows"
  | "database"
  | "view"
  | "routine"
  | "trigger"
  | "event"
  | "storage"
  | "account"
  | "session"
  | "server"
  | "anything";

export interface ClauseFacts {
  does: Deed;
  to: Subject;
  /**
   * part: it alters a table, as one of the parts of ALTER TABLE that commas separate. whole: it alters one, and has commas of
   * its own or stands without. never: it is no clause of ALTER TABLE.
   */
  inAlterTable: "part" | "whole" | "never";
  /** The triggers of its table that it fires. */
  fires: readonly TriggerEvent[];
}

function part(does: Deed, to: Subject): ClauseFacts {
  return { does, to, inAlterTable: "part", fires: [] };
}

function whole(does: Deed, to: Subject): ClauseFacts {
  return { does, to, inAlterTable: "whole", fires: [] };
}

function outside(does: Exclude<Deed, "write">, to: Subject): ClauseFacts {
  return { does, to, inAlterTable: "never", fires: [] };
}

/** It says by itself what it fires, if only that it is nothing. */
function writes(...fires: TriggerEvent[] | ["nothing"]): ClauseFacts {
  return {
    does: "write",
    to: "rows",
    inAlterTable: "never",
    fires: fires.filter((one) => one !== "nothing"),
  };
}

/** What each kind of clause is about. */
export const clauseFacts: Readonly<Record<ClauseKind, ClauseFacts>> = {
  "create-table": outside("create", "table"),
  "drop-table": outside("drop", "table"),
  "rename-table": part("rename", "table"),
  "truncate-table": writes("nothing"),
  "add-column": part("add", "column"),
  "drop-column": part("drop", "column"),
  "modify-column": part("alter", "column"),
  "rename-column": part("rename", "column"),
  "change-default": part("alter", "column"),
  "reorder-column": part("alter", "column"),
  "column-visibility": part("alter", "column"),
  "add-index": part("add", "index"),
  "drop-index": part("drop", "index"),
  "rename-index": part("rename", "index"),
  "index-visibility": part("alter", "index"),
  "add-primary-key": part("add", "index"),
  "drop-primary-key": part("drop", "index"),
  "add-foreign-key": part("add", "constraint"),
  "drop-foreign-key": part("drop", "constraint"),
  "add-check": part("add", "constraint"),
  "drop-check": part("drop", "constraint"),
  "alter-check": part("alter", "constraint"),
  "drop-constraint": part("drop", "constraint"),
  "change-charset": part("alter", "table"),
  "convert-charset": part("alter", "table"),
  "change-engine": part("alter", "table"),
  "table-option": part("alter", "table"),
  "table-comment": part("alter", "table"),
  "rebuild-table": part("alter", "table"),
  "keys-on-off": part("alter", "index"),
  "order-by": whole("alter", "table"),
  "partition-by": whole("alter", "partition"),
  "add-partition": whole("add", "partition"),
  "drop-partition": whole("drop", "partition"),
  "truncate-partition": whole("write", "partition"),
  "exchange-partition": whole("write", "partition"),
  "reorganize-partition": whole("alter", "partition"),
  "maintain-partition": whole("run", "partition"),
  "remove-partitioning": whole("drop", "partition"),
  tablespace: part("alter", "table"),
  "create-database": outside("create", "database"),
  "alter-database": outside("alter", "database"),
  "drop-database": outside("drop", "database"),
  "create-view": outside("create", "view"),
  "alter-view": outside("alter", "view"),
  "drop-view": outside("drop", "view"),
  "create-routine": outside("create", "routine"),
  "alter-routine": outside("alter", "routine"),
  "drop-routine": outside("drop", "routine"),
  "create-trigger": outside("create", "trigger"),
  "drop-trigger": outside("drop", "trigger"),
  "create-event": outside("create", "event"),
  "alter-event": outside("alter", "event"),
  "drop-event": outside("drop", "event"),
  "create-other": outside("create", "storage"),
  "alter-other": outside("alter", "storage"),
  "drop-other": outside("drop", "storage"),
  insert: writes("insert"),
  replace: writes("insert", "delete"),
  update: writes("update"),
  delete: writes("delete"),
  select: outside("read", "rows"),
  // It may say REPLACE.
  "load-data": writes("insert", "delete"),
  call: outside("run", "anything"),
  account: outside("alter", "account"),
  privilege: outside("alter", "account"),
  "set-session": outside("set", "session"),
  "set-global": outside("set", "server"),
  "lock-tables": outside("set", "session"),
  transaction: outside("set", "session"),
  maintenance: outside("run", "table"),
  server: outside("run", "server"),
  replication: outside("run", "server"),
  prepared: outside("run", "anything"),
  unreadable: outside("run", "anything"),
};

export const clauseKinds: readonly ClauseKind[] = Object.keys(clauseFacts).filter(isClauseKind);

function isClauseKind(text: string): text is ClauseKind {
  return text in clauseFacts;
}

/** The kinds of clause that do something to one of these. */
export function kindsTo(...subjects: readonly Subject[]): readonly ClauseKind[] {
  return clauseKinds.filter((kind) => subjects.includes(clauseFacts[kind].to));
}
