import type { Clause, ClauseKind } from "../sql/clause.ts";
import type { TableName } from "../sql/definition.ts";
import type { Syntax } from "../sql/grammar/parse-statement.ts";
import type { Engine } from "../sql/lex/token.ts";
import { applyAlterTable } from "./apply-alter-table.ts";
import { buildTable, copyTable } from "./build-table.ts";
import { type DraftCatalog, putTable } from "./catalog.ts";
import { applyDatabase } from "./databases.ts";
import type { DatabasesNamed } from "./databases-named.ts";
import { moveTable } from "./move-table.ts";
import { enterDatabase, keyOf, keyOfResolved, resolveName } from "./names.ts";
import { applyProgram, forgetRedefined } from "./programs.ts";
import { resolveParents, resolveParentsOf } from "./resolve-parents.ts";
import { followSetting, type Session } from "./session.ts";

export interface Replay {
  catalog: DraftCatalog;
  session: Session;
  engine: Engine | undefined;
  /** Tables that are created now count as new: see Catalog.created. */
  isNew: boolean;
  /** Where the names of databases are noted, if somebody wants to know. */
  named?: DatabasesNamed;
  /** It has run already, so nobody asks whether the server would refuse it. */
  past?: boolean;
}

/** Clauses of ALTER TABLE, CREATE INDEX and DROP INDEX: they change the table that they name. */
const altering: ReadonlySet<ClauseKind> = new Set([
  "add-column",
  "drop-column",
  "modify-column",
  "rename-column",
  "change-default",
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
  "tablespace",
  "partition-by",
  "add-partition",
  "drop-partition",
  "reorganize-partition",
  "remove-partitioning",
]);

/**
 * Replays what one statement changes, in the schema and in the session. Bodies of routines, triggers and events change
 * nothing when they are defined.
 */
export function applyStatement(replay: Replay, statement: Applied) {
  if (statement.type === "USE" && statement.object !== undefined)
    replay.session.scope = enterDatabase(replay.session.scope, statement.object);
  const alters: Clause[] = [];
  const others: Clause[] = [];
  for (const clause of statement.clauses) {
    if (clause.deferred) continue;
    if (clause.target && altering.has(clause.kind)) alters.push(clause);
    else others.push(clause);
  }
  const target = alters[0]?.target;
  if (target) applyAlter(replay, target, alters);
  for (const clause of others) appliers[clause.kind]?.(replay, clause, statement);
}

type Applied = Pick<Syntax, "type" | "object" | "clauses" | "tables">;

function applyAlter({ catalog, session, engine }: Replay, target: TableName, clauses: readonly Clause[]) {
  const key = keyOf(target, session.scope);
  const table = session.temporary.has(key) ? undefined : catalog.tables.get(key);
  if (!table) return;
  const written = clauses.map((clause) => resolveParentsOf(clause, target, session.scope));
  putTable(catalog, key, applyAlterTable(table, written, enforcesInlineReferences(engine)));
}

/** `REFERENCES` behind a column makes a foreign key in MySQL since 9.0 and in MariaDB since 10.5; before, it is ignored. */
export function enforcesInlineReferences(engine: Engine | undefined): boolean {
  if (engine === undefined) return true;
  return engine.flavour === "mariadb" || engine.version >= 90000;
}

type Apply = (replay: Replay, clause: Clause, statement: Applied) => void;

/** What the other clauses change, beside rows; the kinds that are not listed here change nothing that is replayed. */
const appliers: Partial<Record<ClauseKind, Apply>> = {
  "create-table": create,
  "drop-table": drop,
  "rename-table": rename,
  "create-database": applyDatabase,
  "alter-database": applyDatabase,
  "drop-database": applyDatabase,
  "create-view": applyProgram,
  "alter-view": applyProgram,
  "drop-view": applyProgram,
  "create-routine": applyProgram,
  "drop-routine": applyProgram,
  "create-trigger": applyProgram,
  "drop-trigger": applyProgram,
  "create-event": applyProgram,
  "alter-event": applyProgram,
  "drop-event": applyProgram,
  "set-session": ({ session }, clause) => followSetting(session, clause),
  call: (replay, { object, table }) => {
    forgetRedefined(replay, object ?? table);
    replay.catalog.doubtful = true;
  },
  prepared: ({ catalog }) => {
    catalog.doubtful = true;
  },
};

function rename({ catalog, session }: Replay, { target, toTable }: Clause) {
  const { scope } = session;
  if (target && toTable) moveTable(catalog, resolveName(target, scope), resolveName(toTable, scope));
}

function create({ catalog, session, engine, isNew }: Replay, clause: Clause) {
  const { target, tableDefinition: definition, condition } = clause;
  if (!target || !definition) return;
  const { scope } = session;
  const name = resolveName(target, scope);
  const key = keyOfResolved(name);
  if (definition.temporary) {
    session.temporary.add(key);
    return;
  }
  if (catalog.tables.has(key) && condition !== "or-replace") return;
  if (isNew && condition !== "if-not-exists") catalog.created.add(key);
  if (definition.like) {
    const original = catalog.tables.get(keyOf(definition.like, scope));
    if (original) putTable(catalog, key, copyTable(name, original));
    else catalog.tables.delete(key);
    return;
  }
  const database = catalog.databases.get(name.database ?? "");
  const inlineReferences = enforcesInlineReferences(engine);
  putTable(
    catalog,
    key,
    buildTable(name, resolveParents(definition, target, scope), { database, inlineReferences }),
  );
}

/** A TEMPORARY table hides the real one, and is the one that is dropped (manual 15.1.32). */
function drop({ catalog, session }: Replay, { target, temporary }: Clause) {
  if (!target) return;
  const key = keyOf(target, session.scope);
  if (session.temporary.delete(key) || temporary) return;
  catalog.tables.delete(key);
  catalog.created.delete(key);
}
