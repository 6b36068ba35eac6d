import type { ReadStatement } from "../change/change.ts";
import { readScript } from "../change/read-script.ts";
import type { Migration } from "../migration/migration.ts";
import { forNewDatabase } from "../migration/order-migrations.ts";
import { emptyCatalog } from "../schema/catalog.ts";
import { readEngine } from "../sql/engine.ts";

/** Each statement of a migration as each engine reads it. */
export type Readings = ReadonlyMap<string, ReadStatement>[];

/**
 * The pull request's migrations of one project, read against the schema that its history leaves: first all that is
 * there already, then, in their order, what is new. That is how they will run, whatever their versions.
 */
export function replayHistory(
  migrations: readonly Migration[],
  isNew: (migration: Migration) => boolean,
  engines: readonly string[],
): Map<Migration, Readings> {
  const readings = new Map<Migration, Readings>();
  const fresh = migrations.filter(isNew);
  if (fresh.length === 0) return readings;
  const past = forNewDatabase(migrations.filter((migration) => !isNew(migration)));
  for (const name of engines) {
    const engine = readEngine(name);
    let catalog = emptyCatalog();
    for (const { statements } of past) ({ catalog } = readScript(statements, { engine, catalog }));
    for (const migration of fresh) {
      const read = readScript(migration.statements, { engine, catalog, isNew: true });
      catalog = read.catalog;
      const known = readings.get(migration) ?? [];
      readings.set(
        migration,
        read.statements.map((statement, i) => new Map([...(known[i] ?? []), [name, statement]])),
      );
    }
  }
  return readings;
}
