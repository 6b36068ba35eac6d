import type { Connection, RowDataPacket } from "mysql2/promise";
import { rowsIfVisible } from "./if-visible.ts";
import { readInnodbName } from "./innodb-name.ts";

/**
 * Tables whose foreign keys point at each table. Of the keys between tables one sees those of the tables that one may
 * read (manual 28.3.17); only InnoDB's own list, for which the PROCESS privilege is needed, tells that there are no
 * more. Without it, none seen is not known; those that are seen are told, there may be more.
 */
export async function readReferences(
  connection: Connection,
  database: string,
): Promise<(table: string) => readonly string[] | undefined> {
  const keys = await readVisibleKeys(connection, database);
  const all = await readAllKeys(connection, database);
  const byTable = new Map<string, Set<string>>();
  for (const { to, from } of [...keys, ...(all ?? [])])
    byTable.set(to, (byTable.get(to) ?? new Set()).add(from));
  return (table) => {
    const found = byTable.get(table);
    return found ? [...found].sort() : all && [];
  };
}

interface Key {
  to: string;
  from: string;
}

async function readVisibleKeys(connection: Connection, database: string): Promise<Key[]> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT DISTINCT REFERENCED_TABLE_NAME AS target, TABLE_SCHEMA AS home, TABLE_NAME AS name
       FROM information_schema.KEY_COLUMN_USAGE WHERE REFERENCED_TABLE_SCHEMA = ?`,
    [database],
  );
  return rows.map(({ target, home, name }) => ({
    to: String(target),
    from: nameIn(database, { database: String(home), table: String(name) }),
  }));
}

/** undefined = the list is not ours to see, or has names that only the server can read. */
async function readAllKeys(connection: Connection, database: string): Promise<Key[] | undefined> {
  const columns = "FOR_NAME AS source, REF_NAME AS target";
  const rows =
    (await rowsIfVisible(connection, `SELECT ${columns} FROM information_schema.INNODB_FOREIGN`)) ??
    (await rowsIfVisible(connection, `SELECT ${columns} FROM information_schema.INNODB_SYS_FOREIGN`));
  const keys = rows?.map(({ source, target }) => [
    readInnodbName(String(source)),
    readInnodbName(String(target)),
  ]);
  if (keys?.flat().includes(undefined)) return undefined;
  return keys?.flatMap(([source, target]) =>
    source && target?.database === database ? [{ to: target.table, from: nameIn(database, source) }] : [],
  );
}

function nameIn(home: string, { database, table }: { database: string; table: string }): string {
  return database === home ? table : `${database}.${table}`;
}
