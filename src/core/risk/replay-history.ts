import type { DescribedStatement } from "../change/change.ts";
import { openReplay, type ReplayOptions, replayScript, replayStatement } from "../change/replay-script.ts";
import type { FileChangeKind, Migration } from "../migration/migration.ts";
import { forNewDatabase } from "../migration/order-migrations.ts";
import type { Project, Target } from "../policy/policy.ts";
import { type Catalog, draftOf, emptyCatalog } from "../schema/catalog.ts";
import { type DatabasesNamed, noneNamed } from "../schema/databases-named.ts";
import { databaseStatistics, raiseRowVersions, type Statistics } from "../schema/known-statistics.ts";
import { keyOf, type TableKey } from "../schema/names.ts";
import { parseEngine } from "../sql/engine.ts";
import type { SecondOpinion } from "../sql/second-opinion.ts";
import type { Source } from "../words/source.ts";
import { wayOf } from "./alter-way.ts";
import { changesWhatIsThere } from "./changes-what-is-there.ts";
import type { AlterWay, Foresight, RiskContext } from "./factor.ts";
import { isSameHome, type Reading, readingsFor } from "./readings.ts";

/** Each statement of a migration, by reading: as the engine reads it, and what it meets there. */
export type Readings = ReadonlyMap<Reading, RiskContext>[];

interface History {
  past: readonly Migration[];
  fresh: readonly Migration[];
  kindOf: (migration: Migration) => FileChangeKind | undefined;
  databases: readonly string[];
  secondOpinion: SecondOpinion | undefined;
  statistics: Statistics | undefined;
  foresight: Foresight | undefined;
}

/**
 * The migrations of one project that the pull request changes, read against the schema that its history leaves: first all that is
 * there already, then, in their order, what is new. That is how they will run, whatever their versions.
 */
export function replayHistory(
  migrations: readonly Migration[],
  kindOf: (migration: Migration) => FileChangeKind | undefined,
  { targets }: Pick<Project, "targets">,
  secondOpinion?: SecondOpinion,
  statistics?: Statistics,
  foresight?: Foresight,
): Map<Migration, Readings> {
  const fresh = migrations.filter((migration) => kindOf(migration) !== undefined);
  const readings = new Map<Migration, Map<Reading, RiskContext>[]>();
  if (fresh.length === 0) return readings;
  const past = forNewDatabase(migrations.filter((migration) => kindOf(migration) === undefined));
  const databases = [...new Set(targets.map(({ database }) => database))];
  const history = { past, fresh, kindOf, databases, secondOpinion, statistics, foresight };
  for (const engine of new Set(targets.map((target) => target.engine))) {
    const own = targets.filter((target) => target.engine === engine);
    for (const [reading, read] of readEachWay(engine, own, history)) {
      for (const [migration, contexts] of read) {
        const known = readings.get(migration) ?? contexts.map(() => new Map<Reading, RiskContext>());
        for (const [i, context] of contexts.entries()) known[i]?.set(reading, context);
        readings.set(migration, known);
      }
    }
  }
  return readings;
}

type Read = ReadonlyMap<Migration, readonly RiskContext[]>;

/** The first way tells which databases the migrations name, and so whether there are others. */
function readEachWay(engine: string, targets: readonly Target[], history: History): [Reading, Read][] {
  const named = noneNamed();
  const [first] = readingsFor(engine, targets, named);
  if (first === undefined) return [];
  const read = readOneWay(first, history, named);
  return readingsFor(engine, targets, named).map((reading) => [
    reading,
    isSameHome(reading.home, first.home) ? read : readOneWay(reading, history, named),
  ]);
}

function readOneWay({ engine: name, home, targets }: Reading, history: History, named: DatabasesNamed): Read {
  const { past, fresh, kindOf, databases, secondOpinion, statistics, foresight } = history;
  const engine = parseEngine(name);
  const known = targets.flatMap((target) => databaseStatistics(statistics, target) ?? []);
  const read = new Map<Migration, readonly RiskContext[]>();
  let catalog = raiseRowVersions({ ...replayAll(past, { engine, home, named }), moved: new Map() }, known);
  for (const migration of fresh) {
    // What a merged migration creates may be there, and in use, however it is edited now.
    const isNew = kindOf(migration) === "added";
    const after = replayScript(migration.statements, { engine, home, named, catalog, isNew });
    const met = after.statements.map(contextsIn({ catalog, databases, secondOpinion }));
    const foreseen = foresight?.(after.statements, home);
    for (const [i, one] of met.entries()) one.foreseen = foreseen?.[i];
    read.set(migration, met);
    catalog = after.catalog;
  }
  return read;
}

/** The schema that migrations leave, all written to one draft: a copy for each of thousands would take quadratic time. */
function replayAll(
  migrations: readonly Migration[],
  way: Pick<ReplayOptions, "engine" | "home" | "named">,
): Catalog {
  const draft = draftOf(emptyCatalog());
  for (const { statements } of migrations) {
    const replay = openReplay(draft, { ...way, past: true });
    for (const statement of statements) replayStatement(statement, replay);
  }
  return draft;
}

/** To be told the statements of a script in turn: what each of them meets, which is what the ones before it did. */
export function contextsIn({
  catalog,
  databases,
  secondOpinion,
}: Pick<RiskContext, "catalog" | "databases" | "secondOpinion">): (next: DescribedStatement) => RiskContext {
  let inTransaction = false;
  const altered = new Map<TableKey, ReadonlySet<AlterWay>>();
  let changedBefore: readonly Source[] = [];
  return (statement) => {
    const alters = statement.type === "ALTER_TABLE" ? tablesOf(statement) : undefined;
    const alteredBefore = alters ? waysBefore(altered, alters) : none;
    const met: RiskContext = {
      statement,
      inTransaction,
      alteredBefore,
      changedBefore,
      catalog,
      databases,
      secondOpinion,
      foreseen: undefined,
    };
    if (alters) noteWay(altered, alters, wayOf(statement));
    changedBefore = withChange(changedBefore, statement);
    if (statement.transaction === "opens") inTransaction = true;
    else if (statement.transaction === "ends" || statement.commits) inTransaction = false;
    return met;
  };
}

type Altered = RiskContext["alteredBefore"];

function waysBefore(altered: Altered, tables: ReadonlySet<TableKey>): Altered {
  const known = new Map<TableKey, ReadonlySet<AlterWay>>();
  for (const key of tables) {
    const ways = altered.get(key);
    if (ways) known.set(key, ways);
  }
  return known;
}

function noteWay(
  altered: Map<TableKey, ReadonlySet<AlterWay>>,
  tables: ReadonlySet<TableKey>,
  way: AlterWay,
) {
  for (const key of tables) {
    const ways = altered.get(key);
    if (!ways?.has(way)) altered.set(key, new Set([...(ways ?? []), way]));
  }
}

function tablesOf({ changes, scope }: DescribedStatement): ReadonlySet<TableKey> {
  const keys = new Set<TableKey>();
  for (const { clause } of changes) if (clause.target) keys.add(keyOf(clause.target, scope));
  return keys;
}

/** More than the first two and the first of each source tell nothing new. */
function withChange(before: readonly Source[], statement: DescribedStatement): readonly Source[] {
  const tells = before.length < 2 || !before.includes(statement.source);
  return tells && changesWhatIsThere(statement) ? [...before, statement.source] : before;
}

const none: Altered = new Map();
