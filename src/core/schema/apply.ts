import type { Clause, ClauseKind } from "../sql/clause.ts";
import type { Syntax } from "../sql/grammar/parse-statement.ts";
import type { Engine } from "../sql/lex/token.ts";
import { applyAlterTable } from "./apply-alter-table.ts";
import { buildTable, copyTable } from "./build-table.ts";
import { type DraftCatalog, putTable, tableKey } from "./catalog.ts";
import { applyDatabase } from "./databases.ts";
import { moveTable } from "./move-table.ts";
import { applyProgram, forgetRedefined } from "./programs.ts";
import { followSetting, inSession, keyInSession, type Session } from "./session.ts";

export interface Replay {
  catalog: DraftCatalog;
  session: Session;
  engine: Engine | undefined;
  /** Tables that are created now count as new: see Catalog.created. */
  isNew: boolean;
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
  if (statement.type === "USE") replay.session.database = statement.object;
  const alters: Clause[] = [];
  const others: Clause[] = [];
  for (const clause of statement.clauses) {
    if (clause.deferred) continue;
    if (clause.target && altering.has(clause.kind)) alters.push(clause);
    else others.push(clause);
  }
  const target = alters[0]?.target;
  if (target) applyAlter(replay, keyInSession(target, replay.session), alters);
  for (const clause of others) appliers[clause.kind]?.(replay, clause, statement);
}

type Applied = Pick<Syntax, "type" | "object" | "clauses" | "tables">;

function applyAlter({ catalog, session, engine }: Replay, key: string, clauses: readonly Clause[]) {
  const table = session.temporary.has(key) ? undefined : catalog.tables.get(key);
  if (table) putTable(catalog, key, applyAlterTable(table, clauses, enforcesInlineReferences(engine)));
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
  call: ({ catalog }, { object, table }) => {
    forgetRedefined(catalog, object ?? table);
    catalog.doubtful = true;
  },
  prepared: ({ catalog }) => {
    catalog.doubtful = true;
  },
};

function rename({ catalog, session }: Replay, { target, toTable }: Clause) {
  if (target && toTable) moveTable(catalog, inSession(target, session), inSession(toTable, session));
}

function create({ catalog, session, engine, isNew }: Replay, clause: Clause) {
  const { target, tableDefinition: definition, condition } = clause;
  if (!target || !definition) return;
  const name = inSession(target, session);
  const key = tableKey(name);
  if (definition.temporary) {
    session.temporary.add(key);
    return;
  }
  if (catalog.tables.has(key) && condition !== "or-replace") return;
  if (isNew && condition !== "if-not-exists") catalog.created.add(key);
  if (definition.like) {
    const original = catalog.tables.get(keyInSession(definition.like, session));
    if (original) putTable(catalog, key, copyTable(name, original));
    else catalog.tables.delete(key);
    return;
  }
  const database = catalog.databases.get(name.database ?? "");
  const inlineReferences = enforcesInlineReferences(engine);
  putTable(catalog, key, buildTable(name, definition, { database, inlineReferences }));
}

/** A TEMPORARY table hides the real one, and is the one that is dropped (manual 15.1.32). */
function drop({ catalog, session }: Replay, { target, temporary }: Clause) {
  if (!target) return;
  const key = keyInSession(target, session);
  if (session.temporary.delete(key) || temporary) return;
  catalog.tables.delete(key);
  catalog.created.delete(key);
}
