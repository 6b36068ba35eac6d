import type { Connection, RowDataPacket } from "mysql2/promise";

/**
 * Triggers of each table. Only who holds the TRIGGER privilege on a table sees them (manual 28.3.45): where none are
 * seen, the account's own privileges tell whether there are none. A role's privileges are not looked through.
 */
export async function countTriggers(
  connection: Connection,
  database: string,
): Promise<(table: string) => number | undefined> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT EVENT_OBJECT_TABLE AS name, COUNT(*) AS count FROM information_schema.TRIGGERS
      WHERE EVENT_OBJECT_SCHEMA = ? GROUP BY EVENT_OBJECT_TABLE`,
    [database],
  );
  const counts = new Map(rows.map(({ name, count }) => [String(name), Number(count)]));
  const seen = await whereTriggersShow(connection, database);
  return (table) => counts.get(table) ?? (seen(table) ? 0 : undefined);
}

/** `'user'@'host'`, as the privileges name their holder. */
const grantee = `CONCAT("'", LEFT(CURRENT_USER(), CHAR_LENGTH(CURRENT_USER()) - CHAR_LENGTH(SUBSTRING_INDEX(CURRENT_USER(), '@', -1)) - 1), "'@'", SUBSTRING_INDEX(CURRENT_USER(), '@', -1), "'")`;

export async function whereTriggersShow(
  connection: Connection,
  database: string,
): Promise<(table: string) => boolean> {
  // A privilege on everything may be taken back for a database (manual 8.2.12): SHOW GRANTS alone tells for which.
  const [grants] = await connection.query<RowDataPacket[]>("SHOW GRANTS");
  const revoked = grants.some((row) => /^REVOKE\b/i.test(String(Object.values(row)[0])));
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT '' AS name FROM information_schema.USER_PRIVILEGES
      WHERE PRIVILEGE_TYPE = 'TRIGGER' AND GRANTEE = ${grantee} AND ?
     UNION ALL
     SELECT '' FROM information_schema.SCHEMA_PRIVILEGES
      WHERE PRIVILEGE_TYPE = 'TRIGGER' AND GRANTEE = ${grantee} AND ? LIKE TABLE_SCHEMA
     UNION ALL
     SELECT TABLE_NAME FROM information_schema.TABLE_PRIVILEGES
      WHERE PRIVILEGE_TYPE = 'TRIGGER' AND GRANTEE = ${grantee} AND TABLE_SCHEMA = ?`,
    [revoked ? 0 : 1, database, database],
  );
  const names = new Set(rows.map(({ name }) => String(name)));
  return (table) => names.has("") || names.has(table);
}
