import type { DatabaseStatistics, StatisticsSnapshot, TableStatistics } from "./statistics.ts";

/** A snapshot's file. The same numbers give the same bytes, in whatever order they were asked for. */
export function writeStatistics({ environment, databases }: StatisticsSnapshot): string {
  const ordered = { version: 1, environment, databases: sortDatabases(databases).map(orderKeys) };
  return `${JSON.stringify(ordered, undefined, 1)}\n`;
}

function sortDatabases(databases: readonly DatabaseStatistics[]): DatabaseStatistics[] {
  const key = ({ instance, database }: DatabaseStatistics) => `${instance}\0${database}`;
  return databases.toSorted((a, b) => compare(key(a), key(b)));
}

function orderKeys({ instance, database, takenAt, serverVersion, tables }: DatabaseStatistics) {
  const sorted = Object.entries(tables).sort(([a], [b]) => compare(a, b));
  const ordered = sorted.map(([name, table]) => [name, orderTable(table)]);
  return { instance, database, takenAt, serverVersion, tables: Object.fromEntries(ordered) };
}

/** JSON leaves out what is undefined: not known. */
function orderTable({ rows, bytes, rowVersions, triggers, referencedBy }: TableStatistics) {
  return { rows, bytes, rowVersions, triggers, referencedBy: referencedBy?.toSorted() };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
