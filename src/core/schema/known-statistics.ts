import type { TableName } from "../sql/definition.ts";
import type { Catalog } from "./catalog.ts";
import type { DatabaseStatistics, StatisticsSnapshot, TableStatistics } from "./statistics.ts";

/** What the statistics branch says, each environment for itself. */
export interface Statistics {
  branch: string;
  environments: ReadonlyMap<string, EnvironmentStatistics>;
}

/** The snapshot, or why there is none: what follows "because" in a sentence. */
export type EnvironmentStatistics = { snapshot: StatisticsSnapshot } | { unknown: string };

/** undefined = nobody says anything about that database. */
export function databaseStatistics(
  statistics: Statistics | undefined,
  target: { environment: string; instance: string; database: string },
): DatabaseStatistics | undefined {
  const known = statistics?.environments.get(target.environment);
  if (known === undefined || "unknown" in known) return undefined;
  return known.snapshot.databases.find(
    ({ instance, database }) => instance === target.instance && database === target.database,
  );
}

/**
 * Names are compared letter by letter: whether the server folds them (lower_case_table_names, manual 9.2.3) is not known
 * here, and a name that is not found is not known.
 */
export function tableStatistics(
  known: DatabaseStatistics | undefined,
  { database, table }: TableName,
): TableStatistics | undefined {
  if (known === undefined || (database !== undefined && database !== known.database)) return undefined;
  return Object.hasOwn(known.tables, table) ? known.tables[table] : undefined;
}

/** Row versions as the databases count them, where they have more than the history tells: somebody altered by hand. */
export function raiseRowVersions(catalog: Catalog, databases: readonly DatabaseStatistics[]): Catalog {
  const tables = new Map(catalog.tables);
  for (const [key, table] of tables) {
    const known = databases.map((database) => tableStatistics(database, table.name)?.rowVersions ?? 0);
    const rowVersions = Math.max(table.rowVersions, ...known);
    if (rowVersions > table.rowVersions) tables.set(key, { ...table, rowVersions });
  }
  return { ...catalog, tables };
}
