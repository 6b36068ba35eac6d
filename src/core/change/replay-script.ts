import { applyStatement } from "../schema/apply.ts";
import { rebuilt } from "../schema/build-table.ts";
import {
  type Catalog,
  type DraftCatalog,
  draftOf,
  emptyCatalog,
  putTable,
  snapshotOf,
} from "../schema/catalog.ts";
import { catalogEffects } from "../schema/catalog-effects.ts";
import { type DatabasesNamed, noteDatabases } from "../schema/databases-named.ts";
import { forgetReached } from "../schema/forget-reached.ts";
import { type Home, keyOf, type TableKey } from "../schema/names.ts";
import type { Replay } from "../schema/replay.ts";
import { newSession } from "../schema/session.ts";
import { forgetSize } from "../schema/stored-table.ts";
import type { Table } from "../schema/table.ts";
import type { Clause, ClauseKind } from "../sql/clause.ts";
import { otherTable } from "../sql/clause-parts.ts";
import type { TableName } from "../sql/definition.ts";
import type { Engine } from "../sql/engine.ts";
import { parseStatement } from "../sql/grammar/parse-statement.ts";
import type { LexMode } from "../sql/mode.ts";
import { split } from "../sql/split/split.ts";
import type { SplitStatement } from "../sql/statement.ts";
import type { DescribedStatement } from "./change.ts";
import { describeStatement } from "./describe-statement.ts";
import { triggersFired } from "./fire-triggers.ts";
import { followHeld } from "./follow-held.ts";
import { findRefusals, lastingClauses } from "./refusals/find-refusals.ts";

export interface ReplayOptions {
  /** What the statements run on; undefined = not known, and the worse of all counts. */
  engine: Engine | undefined;
  /** sql_mode's part that changes how text is read, where it is not the default. */
  mode?: Partial<LexMode>;
  /** The schema before the first statement. */
  catalog: Catalog;
  /** The database that the script is run on; by default nobody knows what it is called. */
  home?: Home;
  /** Where the names of databases are noted. */
  named?: DatabasesNamed;
  /** The script belongs to the pull request under judgement: tables that it creates hold nothing yet. */
  isNew?: boolean;
  /** It has run already: what the server would refuse is not looked for. */
  past?: boolean;
}

/** The statements of a script, each read against the schema as it is before it; and the schema after the last. */
export function replayScript(
  script: string | readonly SplitStatement[],
  options: ReplayOptions,
): { statements: DescribedStatement[]; catalog: Catalog } {
  const { engine, mode } = options;
  const cut = typeof script === "string" ? split(script, { mode: { ...mode, engine } }).statements : script;
  const replay = openReplay(draftOf(options.catalog), options);
  replay.snapshot = options.catalog;
  return { statements: cut.map((statement) => replayStatement(statement, replay)), catalog: replay.catalog };
}

/** Where a script begins, for who reads it statement by statement; the draft is written to. */
export function openReplay(
  catalog: DraftCatalog,
  { engine, home, named, isNew = false, past = false }: Omit<ReplayOptions, "catalog" | "mode">,
): Replay {
  return { catalog, session: newSession(home), snapshot: undefined, engine, isNew, past, named };
}

/** The same place once more: what is read from here leaves the first one alone. */
export function forkReplay({ catalog, session, engine, isNew }: Replay): Replay {
  const { temporary, prepared } = session;
  return {
    catalog: draftOf(catalog),
    session: { ...session, temporary: new Set(temporary), prepared: new Set(prepared) },
    snapshot: undefined,
    engine,
    isNew,
    past: false,
    named: undefined,
  };
}

/** Reads one statement where the replay stands, and moves on to its end. */
export function replayStatement(statement: SplitStatement, replay: Replay): DescribedStatement {
  const syntax = parseStatement(statement.text, statement.mode);
  if (replay.named) noteDatabases(replay.named, syntax, replay.session.scope);
  const read = describeStatement(statement, syntax, replay);
  noteReach(read, replay);
  if (syntax.parsed) {
    const { session, engine, catalog } = replay;
    const mayBeProven = syntax.source === "ddl" && !replay.past && !catalog.doubtful;
    const clauses = mayBeProven ? lastingClauses(syntax.clauses, session) : undefined;
    const before = clauses && tablesNamed(clauses, replay);
    applyStatement(replay, syntax, statement);
    followStorage(read, replay);
    followRows(read, replay);
    if (replay.isNew) followHeld(read, replay);
    if (clauses && before && (before.size > 0 || syntax.type === "CREATE_TABLE"))
      read.refusals = findRefusals(clauses, { before, after: catalog, session, engine });
  } else {
    replay.catalog.doubtful = true;
  }
  forgetReached(replay, syntax);
  if (!syntax.parsed || syntax.source !== "dml") replay.snapshot = undefined;
  return read;
}

/** What it does to rows may reach those of other tables by their foreign keys. */
const reaching: ReadonlySet<ClauseKind> = new Set<ClauseKind>(["update", "delete", "replace"]);

/** What a schema without foreign keys is for those who ask what a change reaches. */
const withoutKeys = emptyCatalog();

/** What the statement does beside what it says: its triggers, and what hangs on the rows that these and itself change. */
function noteReach(read: DescribedStatement, replay: Replay) {
  if (replay.past) return;
  if (read.parsed) read.fired = triggersFired(read, replay);
  if (!reaches(read) && !read.fired.some(reaches)) return;
  // A copy of all tables for each of thousands of statements would take quadratic time.
  const reachesNothing = replay.catalog.whereabouts.referrers.size === 0;
  if (!reachesNothing) replay.snapshot ??= snapshotOf(replay.catalog);
  const before = reachesNothing ? withoutKeys : replay.snapshot;
  read.before = before;
  for (const one of read.fired) one.before = before;
}

function reaches({ changes }: DescribedStatement): boolean {
  return changes.some(({ clause }) => reaching.has(clause.kind));
}

/** The tables that the clauses are about, as they are now. */
function tablesNamed(clauses: readonly Clause[], replay: Replay): Map<TableKey, Table> {
  const named = new Map<TableKey, Table>();
  for (const clause of clauses) {
    const other = otherTable(clause);
    if (clause.target) noteTable(named, clause.target, replay);
    if (other) noteTable(named, other, replay);
  }
  return named;
}

function noteTable(named: Map<TableKey, Table>, name: TableName, { catalog, session }: Replay) {
  const key = keyOf(name, session.scope);
  const table = catalog.tables.get(key);
  if (table) named.set(key, table);
}

/** Each INSTANT ADD or DROP COLUMN statement leaves a row version behind; a rebuild leaves none (manual 17.12.1). */
function followStorage({ type, algorithm, rebuilds, changes }: DescribedStatement, replay: Replay) {
  const target = changes[0]?.clause.target;
  if (type !== "ALTER_TABLE" || !target) return;
  const key = keyOf(target, replay.session.scope);
  const table = replay.catalog.tables.get(key);
  if (!table) return;
  if (rebuilds) {
    putTable(replay.catalog, key, { ...table, ...rebuilt });
    return;
  }
  const dropped = changes.filter(({ clause }) => clause.kind === "drop-column").length;
  const adds = changes.some(({ clause }) => clause.kind === "add-column");
  if (algorithm !== "INSTANT" || (dropped === 0 && !adds)) return;
  const { rowVersions, droppedColumns } = table;
  putTable(replay.catalog, key, {
    ...table,
    rowVersions: rowVersions + 1,
    droppedColumns: droppedColumns + dropped,
  });
}

/** Rows that come from elsewhere are as many as they are; a VALUES list is what a reader sees it to be. */
function followRows({ changes, copiesRows }: DescribedStatement, { catalog, session }: Replay) {
  for (const { clause } of changes) {
    const { fills } = catalogEffects[clause.kind];
    if (fills === "no" || (fills === "from-query" && !copiesRows)) continue;
    const other = otherTable(clause);
    if (clause.target) forgetSize(catalog, keyOf(clause.target, session.scope));
    if (other) forgetSize(catalog, keyOf(other, session.scope));
  }
}
