import type { Connection, RowDataPacket } from "mysql2/promise";
import { isUndoTable } from "../core/rollout/undo/kept.ts";
import type { DatabaseStatistics, TableStatistics } from "../core/schema/statistics.ts";
import type { AskingSession } from "./connect-to-ask.ts";
import { countTriggers } from "./count-triggers.ts";
import { ledgerTable } from "./ledger-table.ts";
import { readReferences } from "./read-references.ts";
import { readRowVersions } from "./read-row-versions.ts";

interface Where {
  instance: string;
  database: string;
  /** ISO 8601. */
  takenAt: string;
}

/** All that the account can see of a database. What it cannot see is left out, so that nobody takes it for nothing. */
export async function readDatabaseStatistics(
  { connection, version }: AskingSession,
  { instance, database, takenAt }: Where,
): Promise<DatabaseStatistics> {
  const sizes = await readSizes(connection, database);
  const [rowVersions, triggers, referencedBy] = [
    await readRowVersions(connection, database),
    await countTriggers(connection, database),
    await readReferences(connection, database),
  ];
  const tables = sizes.map(({ name, rows, bytes }): [string, TableStatistics] => [
    name,
    {
      rows,
      bytes,
      ...present("rowVersions", rowVersions(name)),
      ...present("triggers", triggers(name)),
      ...present("referencedBy", referencedBy(name)),
    },
  ]);
  return { instance, database, takenAt, serverVersion: version, tables: Object.fromEntries(tables) };
}

function present<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]?: Value });
}

/** A table whose engine tells no number (it is broken, or not opened) is as unknown as one that is not seen. */
async function readSizes(connection: Connection, database: string) {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT TABLE_NAME AS name, TABLE_ROWS AS \`rows\`, DATA_LENGTH + INDEX_LENGTH AS bytes
       FROM information_schema.TABLES
      WHERE TABLE_SCHEMA = ? AND TABLE_TYPE NOT LIKE '%VIEW' AND TABLE_NAME <> ?`,
    [database, ledgerTable],
  );
  return rows
    .filter(({ name }) => !isUndoTable(String(name)))
    .filter(({ rows: count, bytes }) => count !== null && bytes !== null)
    .map(({ name, rows: count, bytes }) => ({
      name: String(name),
      rows: Number(count),
      bytes: Number(bytes),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
