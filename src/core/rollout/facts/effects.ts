import type { Clause, ClauseKind, ClauseOf, RunCondition } from "../../sql/clause.ts";
import type { TableName } from "../../sql/definition.ts";

/** What has a definition of its own that the server shows. */
export type ObjectKind = "table" | "view" | "routine" | "trigger" | "event" | "database";

/**
 * What a clause leaves, and what would tell afterwards whether it ran.
 * rows: they roll back. creates, drops: a name is there, or is not. renames: of a table. defines: the table's text has a
 * name more or less for certain (`adds`, `drops`; "?" = one that the server gives). alters: only the table's CREATE_TIME is
 * certain to move, and twice is once. recreates: the same, and rows are lost. renews: only the ids of the table's files do, and twice is not once. replaces: the
 * text or nothing, and twice is once. repeatable: nothing tells, and twice is once. reads, session, transaction, locks:
 * nothing that outlives the session. unclear: nothing tells, and twice is not once.
 */
export type ClauseEffect =
  | { leaves: "rows" | "reads" | "session" | "transaction" | "locks" | "repeatable" }
  | { leaves: "creates" | "drops" | "replaces"; object: ObjectKind; name: string }
  | { leaves: "renames"; to: TableName }
  | { leaves: "defines"; adds: readonly string[]; drops: readonly string[] }
  | { leaves: "alters" | "renews" | "recreates" }
  | { leaves: "unclear"; why: string };

type EffectOf<K extends ClauseKind> = (clause: ClauseOf<K>, type: string) => ClauseEffect;

const rows = (): ClauseEffect => ({ leaves: "rows" });
const reads = (): ClauseEffect => ({ leaves: "reads" });
const repeatable = (): ClauseEffect => ({ leaves: "repeatable" });
const alters = (): ClauseEffect => ({ leaves: "alters" });
const renews = (): ClauseEffect => ({ leaves: "renews" });

function unclear(why: string): () => ClauseEffect {
  return () => ({ leaves: "unclear", why });
}

function adds(...names: string[]): ClauseEffect {
  return { leaves: "defines", adds: names, drops: [] };
}

function drops(...names: string[]): ClauseEffect {
  return { leaves: "defines", adds: [], drops: names };
}

function renamed(from: string, to: string): ClauseEffect {
  return { leaves: "defines", adds: [to], drops: [from] };
}

/** Columns and keys have names of their own; `kind` keeps them apart. */
const named = (kind: "column" | "key" | "check" | "partition", name: string | undefined) =>
  `${kind} ${name?.toLowerCase() ?? "?"}`;

function program(leaves: "creates" | "drops" | "replaces", object: ObjectKind) {
  return ({ object: name }: { object: string }): ClauseEffect => ({ leaves, object, name });
}

function view({ table, condition }: { table: string; condition: RunCondition | undefined }): ClauseEffect {
  return { leaves: condition === "or-replace" ? "replaces" : "creates", object: "view", name: table };
}

/** Sequences stand among the tables; what else has no table is shown to administrators alone. */
function storage(leaves: "creates" | "drops") {
  return ({ table, target }: { table: string; target: TableName | undefined }): ClauseEffect =>
    target
      ? { leaves, object: "table", name: table }
      : { leaves: "unclear", why: "It is about no table, and few accounts are shown what it changes." };
}

const globals = "It changes settings of the whole server.";

/** Exhaustive: a new kind of clause does not compile until it says what would tell that it ran. */
const effects: { readonly [K in ClauseKind]: EffectOf<K> } = {
  "create-table": ({ table, condition }) =>
    condition === "or-replace"
      ? { leaves: "recreates" }
      : { leaves: "creates", object: "table", name: table },
  "drop-table": ({ table }) => ({ leaves: "drops", object: "table", name: table }),
  "rename-table": ({ other }) => ({ leaves: "renames", to: other }),
  "truncate-table": renews,
  "add-column": ({ column }) => adds(named("column", column)),
  "drop-column": ({ column }) => drops(named("column", column)),
  "modify-column": ({ column, to }) =>
    to === undefined || to.toLowerCase() === column.toLowerCase()
      ? alters()
      : renamed(named("column", column), named("column", to)),
  "rename-column": ({ column, to }) => renamed(named("column", column), named("column", to)),
  "change-default": alters,
  "reorder-column": ({ column, to }) =>
    to === undefined || to.toLowerCase() === column.toLowerCase()
      ? alters()
      : renamed(named("column", column), named("column", to)),
  "column-visibility": alters,
  "add-index": ({ index }) => adds(named("key", index)),
  "drop-index": ({ index }) => drops(named("key", index)),
  "rename-index": ({ index, to }) => renamed(named("key", index), named("key", to)),
  "index-visibility": alters,
  "add-primary-key": () => adds(named("key", "PRIMARY")),
  "drop-primary-key": () => drops(named("key", "PRIMARY")),
  "add-foreign-key": ({ constraint }) => adds(named("check", constraint)),
  "drop-foreign-key": ({ constraint }) => drops(named("check", constraint)),
  "add-check": ({ constraint }) => adds(named("check", constraint)),
  "drop-check": ({ constraint }) => drops(named("check", constraint)),
  "alter-check": alters,
  "drop-constraint": ({ constraint }) => drops(named("check", constraint)),
  "change-charset": alters,
  "convert-charset": alters,
  "change-engine": alters,
  "table-option": alters,
  "table-comment": alters,
  "rebuild-table": alters,
  "keys-on-off": alters,
  "order-by": alters,
  "partition-by": alters,
  "add-partition": ({ partitions }) =>
    adds(...(partitions ?? [undefined]).map((name) => named("partition", name))),
  "drop-partition": ({ partitions }) => drops(...partitions.map((name) => named("partition", name))),
  "truncate-partition": renews,
  "exchange-partition": renews,
  "reorganize-partition": ({ partitionCount }) =>
    partitionCount === undefined ? alters() : drops(named("partition", undefined)),
  "maintain-partition": repeatable,
  "remove-partitioning": alters,
  tablespace: ({ changes }) => {
    if (changes === "file") return renews();
    return changes === "option" ? alters() : unclear("Few accounts are shown tablespaces.")();
  },
  "create-database": program("creates", "database"),
  "alter-database": ({ object }) => ({ leaves: "replaces", object: "database", name: object ?? "" }),
  "drop-database": ({ object, condition }) =>
    condition === "or-replace"
      ? { leaves: "unclear", why: "It drops a database and makes it again." }
      : { leaves: "drops", object: "database", name: object },
  "create-view": view,
  "alter-view": ({ table }) => ({ leaves: "replaces", object: "view", name: table }),
  "drop-view": ({ table }) => ({ leaves: "drops", object: "view", name: table }),
  "create-routine": program("replaces", "routine"),
  "alter-routine": program("replaces", "routine"),
  "drop-routine": program("drops", "routine"),
  "create-trigger": program("replaces", "trigger"),
  "drop-trigger": program("drops", "trigger"),
  "create-event": program("replaces", "event"),
  "alter-event": program("replaces", "event"),
  "drop-event": program("drops", "event"),
  "create-other": storage("creates"),
  "alter-other": unclear("What it changes does not show in a definition."),
  "drop-other": storage("drops"),
  insert: rows,
  replace: rows,
  update: rows,
  delete: rows,
  select: ({ intoFile }) =>
    intoFile === undefined ? reads() : unclear("It writes a file of the server's.")(),
  "load-data": unclear("It loads rows from a file."),
  call: unclear("A procedure may do anything."),
  account: ({ condition }, type) =>
    condition === "if-not-exists" || (condition === "if-exists" && type.startsWith("DROP_"))
      ? repeatable()
      : unclear("Only administrators are shown accounts.")(),
  privilege: (_, type) => {
    if (type === "SET_ROLE") return { leaves: "session" };
    return type === "GRANT" ? repeatable() : unclear("Only administrators are shown privileges.")();
  },
  "set-session": () => ({ leaves: "session" }),
  "set-global": ({ value }) => (isLiteral(value) ? repeatable() : unclear(globals)()),
  "lock-tables": () => ({ leaves: "locks" }),
  transaction: () => ({ leaves: "transaction" }),
  maintenance: repeatable,
  server: (_, type) => (type === "FLUSH" ? repeatable() : unclear("It is about the whole server.")()),
  replication: unclear("It is about replication."),
  prepared: (_, type) =>
    type === "PREPARE" ? { leaves: "session" } : unclear("What it runs is made at run time.")(),
  unreadable: unclear("Tollgate does not understand it whole."),
};

function isLiteral(value: string): boolean {
  return /^('[^']*'|-?\d+(\.\d+)?|ON|OFF|TRUE|FALSE|DEFAULT)$/i.test(value);
}

export function effectOf(clause: Clause, type: string): ClauseEffect {
  // One entry per kind, so the entry fits the clause; TypeScript cannot follow that through an index.
  return (effects[clause.kind] as (clause: Clause, type: string) => ClauseEffect)(clause, type);
}
