import type { Connection, RowDataPacket } from "mysql2/promise";
import type { ObjectName } from "../core/rollout/object-name.ts";

/** Bodies of procedures; those of others are shown to few accounts. */
export async function readRoutines(
  connection: Connection,
  names: readonly ObjectName[],
): Promise<(ObjectName & { body: string | undefined })[]> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT ROUTINE_SCHEMA AS place, ROUTINE_NAME AS name, ROUTINE_DEFINITION AS body FROM information_schema.ROUTINES
      WHERE ROUTINE_TYPE = 'PROCEDURE' AND (${names.map(() => "(ROUTINE_SCHEMA = ? AND ROUTINE_NAME = ?)").join(" OR ")})`,
    names.flatMap(({ database, name }) => [database, name]),
  );
  return names.map((one) => {
    const found = rows.find(
      ({ place, name }) =>
        String(place).toLowerCase() === one.database.toLowerCase() &&
        String(name).toLowerCase() === one.name.toLowerCase(),
    );
    return { ...one, body: typeof found?.body === "string" ? found.body : undefined };
  });
}
