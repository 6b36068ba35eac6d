import type { StatisticsSnapshot, TableStatistics } from "../core/schema/statistics.ts";

/** A table that nothing else changes with. */
export const aTable = (rows: number, bytes = rows * 100): TableStatistics => ({
  rows,
  bytes,
  triggers: 0,
  referencedBy: [],
});

/** What one database of an environment said. */
export function aSnapshot(
  environment: string,
  { instance, database }: { instance: string; database: string },
  tables: Readonly<Record<string, TableStatistics>>,
): StatisticsSnapshot {
  const takenAt = "2026-11-20T03:00:00Z";
  return {
    version: 1,
    environment,
    databases: [{ instance, database, takenAt, serverVersion: "8.4.3", tables }],
  };
}
