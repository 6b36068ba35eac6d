import type { DescribedStatement } from "../change/change.ts";
import { openReplay, replayScript, replayStatement } from "../change/replay-script.ts";
import type { FileChangeKind, Migration } from "../migration/migration.ts";
import { forNewDatabase } from "../migration/order-migrations.ts";
import type { Project } from "../policy/policy.ts";
import { type Catalog, draftOf, emptyCatalog } from "../schema/catalog.ts";
import { databaseStatistics, raiseRowVersions, type Statistics } from "../schema/known-statistics.ts";
import { parseEngine } from "../sql/engine.ts";
import type { Engine } from "../sql/lex/token.ts";
import type { SecondOpinion } from "../sql/second-opinion.ts";
import type { Source } from "../words/source.ts";
import { wayOf } from "./alter-way.ts";
import { changesWhatIsThere } from "./changes-what-is-there.ts";
import type { AlterWay, RiskContext } from "./factor.ts";

/** Each statement of a migration, by engine: as the engine reads it, and what it meets there. */
export type Readings = ReadonlyMap<string, RiskContext>[];

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
): Map<Migration, Readings> {
  const readings = new Map<Migration, Readings>();
  const fresh = migrations.filter((migration) => kindOf(migration) !== undefined);
  if (fresh.length === 0) return readings;
  const past = forNewDatabase(migrations.filter((migration) => kindOf(migration) === undefined));
  const databases = [...new Set(targets.map(({ database }) => database))];
  for (const name of new Set(targets.map((target) => target.engine))) {
    const engine = parseEngine(name);
    const known = targets
      .filter((target) => target.engine === name)
      .flatMap((target) => databaseStatistics(statistics, target) ?? []);
    let catalog = raiseRowVersions({ ...replayAll(past, engine), moved: new Map() }, known);
    for (const migration of fresh) {
      // What a merged migration creates may be there, and in use, however it is edited now.
      const isNew = kindOf(migration) === "added";
      const read = replayScript(migration.statements, { engine, catalog, isNew });
      const known = readings.get(migration) ?? [];
      const contexts = read.statements.map(contextsIn({ catalog, databases, secondOpinion }));
      readings.set(
        migration,
        contexts.map((context, i) => new Map([...(known[i] ?? []), [name, context]])),
      );
      catalog = read.catalog;
    }
  }
  return readings;
}

/** The schema that migrations leave, all written to one draft: a copy for each of thousands would take quadratic time. */
function replayAll(migrations: readonly Migration[], engine: Engine | undefined): Catalog {
  const draft = draftOf(emptyCatalog());
  for (const { statements } of migrations) {
    const replay = openReplay(draft, { engine, past: true });
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
  const altered = new Map<string, ReadonlySet<AlterWay>>();
  let changedBefore: readonly Source[] = [];
  return (statement) => {
    const alteredBefore = statement.type === "ALTER_TABLE" ? waysBefore(altered, statement) : none;
    const met = { statement, inTransaction, alteredBefore, changedBefore, catalog, databases, secondOpinion };
    if (statement.type === "ALTER_TABLE") noteWay(altered, statement);
    changedBefore = withChange(changedBefore, statement);
    if (statement.type === "START_TRANSACTION") inTransaction = true;
    else if (ends.has(statement.type) || ends.has(statement.source)) inTransaction = false;
    return met;
  };
}

type Altered = RiskContext["alteredBefore"];

function waysBefore(altered: Altered, { changes }: DescribedStatement): Altered {
  if (!changes.some(({ clause }) => altered.has(clause.table))) return none;
  const known = new Map<string, ReadonlySet<AlterWay>>();
  for (const { clause } of changes) {
    const { table } = clause;
    const ways = altered.get(table);
    if (ways) known.set(table, ways);
  }
  return known;
}

function noteWay(altered: Map<string, ReadonlySet<AlterWay>>, statement: DescribedStatement) {
  const way = wayOf(statement);
  for (const { clause } of statement.changes) {
    const { table } = clause;
    const ways = altered.get(table);
    if (!ways?.has(way)) altered.set(table, new Set([...(ways ?? []), way]));
  }
}

/** More than the first two and the first of each source tell nothing new. */
function withChange(before: readonly Source[], statement: DescribedStatement): readonly Source[] {
  const tells = before.length < 2 || !before.includes(statement.source);
  return tells && changesWhatIsThere(statement) ? [...before, statement.source] : before;
}

const none: ReadonlyMap<string, ReadonlySet<AlterWay>> = new Map();

/** COMMIT and ROLLBACK end a transaction, and so does whatever commits by the way (manual 15.3.3). */
const ends: ReadonlySet<string> = new Set(["COMMIT", "ROLLBACK", "ddl", "dcl", "create-database"]);
