import type { Connection, RowDataPacket } from "mysql2/promise";
import type { ObjectName } from "../core/rollout/object-name.ts";
import type { TableStorage } from "../core/rollout/units/table-storage.ts";
import type { seeTriggers } from "./see-triggers.ts";

type Sees = Awaited<ReturnType<ReturnType<typeof seeTriggers>>>;

const ofTable = `SELECT 'table' AS what, TABLE_SCHEMA AS place, TABLE_NAME AS name, COALESCE(ENGINE, IF(TABLE_TYPE = 'SYSTEM VIEW', 'the server itself', '')) AS first, NULL AS second, NULL AS third
  FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?
 UNION ALL
 SELECT 'trigger', EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE, TRIGGER_NAME, ACTION_STATEMENT, SQL_MODE
  FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = ? AND EVENT_OBJECT_TABLE = ?`;

/** MariaDB alone has columns that use the session that a row is written or read in. */
const ofColumns = `
 UNION ALL
 SELECT 'expression', TABLE_SCHEMA, TABLE_NAME, CONCAT_WS(' ', COLUMN_DEFAULT, GENERATION_EXPRESSION), NULL, NULL
  FROM information_schema.COLUMNS
  WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND CONCAT_WS(' ', COLUMN_DEFAULT, GENERATION_EXPRESSION) REGEXP '@|val *[(]'`;

/** Engine, triggers and expressions of each table; `sees` tells where this account is shown all triggers. */
export async function readStorage(
  connection: Connection,
  tables: readonly ObjectName[],
  { sees, mariadb }: { sees: Sees; mariadb: boolean },
): Promise<TableStorage[]> {
  if (tables.length === 0) return [];
  // One SELECT for each: of tables joined by OR the servers look through all that they have.
  const ofEach = mariadb ? ofTable + ofColumns : ofTable;
  const sql = tables.map(() => ofEach).join(" UNION ALL ");
  const times = mariadb ? 3 : 2;
  const places = tables.flatMap(({ database, name }) =>
    Array.from({ length: times }, () => [database, name]).flat(),
  );
  const [rows] = await connection.query<RowDataPacket[]>(sql, places);
  return tables.map((table) => {
    const own = rows.filter((row) => isNamed(table, String(row.place), String(row.name)));
    const { toWriters, always } = sees(table);
    return {
      ...table,
      engine: own.flatMap(({ what, first }) => (what === "table" ? [String(first)] : []))[0],
      triggers: toWriters ? own.flatMap(triggerOf) : undefined,
      showsTriggers: always,
      expressions: own.flatMap(({ what, first }) => (what === "expression" ? [String(first)] : [])),
    };
  });
}

/** Of a body that is not shown MariaDB says NULL. */
function triggerOf({ what, first, second, third }: RowDataPacket) {
  if (what !== "trigger") return [];
  const body: unknown = second;
  return [{ name: String(first), body: typeof body === "string" ? body : undefined, sqlMode: String(third) }];
}

function isNamed({ database, name }: ObjectName, place: string, found: string): boolean {
  return database.toLowerCase() === place.toLowerCase() && name.toLowerCase() === found.toLowerCase();
}
