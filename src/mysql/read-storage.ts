import type { Connection, RowDataPacket } from "mysql2/promise";
import type { ObjectName } from "../core/rollout/object-name.ts";
import type { TableStorage } from "../operations/ports/target-session.ts";

/** Engine and triggers of each table; `seesTriggers` tells where this account is shown all of them. */
export async function readStorage(
  connection: Connection,
  tables: readonly ObjectName[],
  seesTriggers: (table: ObjectName) => boolean,
): Promise<TableStorage[]> {
  if (tables.length === 0) return [];
  const places = tables.map(({ database, name }) => [database, name]);
  const where = (schema: string, name: string) =>
    places.map(() => `(${schema} = ? AND ${name} = ?)`).join(" OR ");
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT TABLE_SCHEMA AS place, TABLE_NAME AS name, COALESCE(ENGINE, '') AS engine, NULL AS body
       FROM information_schema.TABLES WHERE ${where("TABLE_SCHEMA", "TABLE_NAME")}
     UNION ALL
     SELECT EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE, NULL, ACTION_STATEMENT
       FROM information_schema.TRIGGERS WHERE ${where("EVENT_OBJECT_SCHEMA", "EVENT_OBJECT_TABLE")}`,
    [...places.flat(), ...places.flat()],
  );
  return tables.map((table) => {
    const own = rows.filter((row) => isNamed(table, String(row.place), String(row.name)));
    const found = own.find(({ engine }) => engine !== null);
    const triggers = own.flatMap(({ engine, body }) => (engine === null ? [String(body)] : []));
    return {
      ...table,
      engine: found && String(found.engine),
      triggers: seesTriggers(table) ? triggers : undefined,
    };
  });
}

function isNamed({ database, name }: ObjectName, place: string, found: string): boolean {
  return database.toLowerCase() === place.toLowerCase() && name.toLowerCase() === found.toLowerCase();
}
