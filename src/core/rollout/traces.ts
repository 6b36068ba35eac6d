import type { ClauseKind, ClauseOf } from "../sql/clause.ts";

/**
 * What would tell, after a crash, whether a clause ran. rows: they commit in one transaction with the ledger's row. tables:
 * SHOW CREATE TABLE. schema: SHOW CREATE of something else; the whole schema is compared, since these are rare. database:
 * SHOW CREATE DATABASE. repeatable: nothing need tell, since sent twice it leaves what it leaves when sent once. none: it
 * leaves no trace, and to run it twice is not to run it once.
 */
type Trace = "rows" | "tables" | "schema" | "database" | "repeatable" | "none";

/** What the session keeps of it: again = a resumed migration sends it again, lost = it cannot. */
type SessionTrace = "again" | "lost" | "nothing";

interface Left<C> {
  trace: Trace;
  session: (clause: C) => SessionTrace;
}

export function sessionTrace<K extends ClauseKind>(kind: K, clause: ClauseOf<K>): SessionTrace {
  return traces[kind].session(clause);
}

function leaves(trace: Trace): Left<unknown> {
  return { trace, session: () => "nothing" };
}

const rows = leaves("rows");
const definition = leaves("tables");
const program = leaves("schema");
const database = leaves("database");
const repeatable = leaves("repeatable");
const nothing = leaves("none");

/** What each kind of clause leaves behind. */
export const traces: { readonly [K in ClauseKind]: Left<ClauseOf<K>> } = {
  "create-table": definition,
  "drop-table": definition,
  "rename-table": definition,
  "truncate-table": nothing,
  "add-column": definition,
  "drop-column": definition,
  "modify-column": definition,
  "rename-column": definition,
  "change-default": definition,
  "reorder-column": definition,
  "column-visibility": definition,
  "add-index": definition,
  "drop-index": definition,
  "rename-index": definition,
  "index-visibility": definition,
  "add-primary-key": definition,
  "drop-primary-key": definition,
  "add-foreign-key": definition,
  "drop-foreign-key": definition,
  "add-check": definition,
  "drop-check": definition,
  "alter-check": definition,
  "drop-constraint": definition,
  "change-charset": definition,
  "convert-charset": definition,
  "change-engine": definition,
  "table-option": definition,
  "table-comment": definition,
  "rebuild-table": repeatable,
  "keys-on-off": repeatable,
  "order-by": repeatable,
  "partition-by": definition,
  "add-partition": definition,
  "drop-partition": definition,
  "truncate-partition": nothing,
  "exchange-partition": nothing,
  "reorganize-partition": definition,
  "maintain-partition": repeatable,
  "remove-partitioning": definition,
  tablespace: nothing,
  "create-database": database,
  "alter-database": database,
  "drop-database": database,
  "create-view": program,
  "alter-view": program,
  "drop-view": program,
  "create-routine": program,
  "alter-routine": program,
  "drop-routine": program,
  "create-trigger": program,
  "drop-trigger": program,
  "create-event": program,
  "alter-event": program,
  "drop-event": program,
  "create-other": definition,
  "alter-other": definition,
  "drop-other": definition,
  insert: rows,
  replace: rows,
  update: rows,
  delete: rows,
  select: nothing,
  "load-data": nothing,
  call: nothing,
  account: nothing,
  privilege: nothing,
  "set-session": { trace: "repeatable", session: inSession },
  "set-global": nothing,
  "lock-tables": { trace: "none", session: ({ target }) => (target ? "lost" : "nothing") },
  transaction: repeatable,
  maintenance: repeatable,
  server: nothing,
  replication: nothing,
  prepared: { trace: "none", session: () => "lost" },
  unreadable: nothing,
};

/** User variables may hold what nobody can compute again. */
function inSession({ variable, forStatement }: ClauseOf<"set-session">): SessionTrace {
  if (forStatement) return "nothing";
  return variable.startsWith("@") && !variable.startsWith("@@") ? "lost" : "again";
}
