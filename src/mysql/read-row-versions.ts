import type { Connection } from "mysql2/promise";
import { rowsIfVisible } from "./if-visible.ts";
import { readInnodbName } from "./innodb-name.ts";

/**
 * How often INSTANT has changed the columns of each table: the server refuses it from 64, or 255, on. Since MySQL
 * 8.0.29 and only with the PROCESS privilege (manual 28.4.23). Of a partitioned table the partition with the most.
 */
export async function readRowVersions(
  connection: Connection,
  database: string,
): Promise<(table: string) => number | undefined> {
  const rows = await rowsIfVisible(
    connection,
    "SELECT NAME AS name, TOTAL_ROW_VERSIONS AS versions FROM information_schema.INNODB_TABLES",
  );
  const most = new Map<string, number>();
  for (const { name, versions } of rows ?? []) {
    const read = readInnodbName(String(name));
    if (read?.database === database)
      most.set(read.table, Math.max(Number(versions), most.get(read.table) ?? Number(versions)));
  }
  return (table) => most.get(table);
}
