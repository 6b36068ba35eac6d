import type { Connection, RowDataPacket } from "mysql2/promise";

/** When the server was started, by the server's clock, in UTC. */
export async function readStart(connection: Connection): Promise<string> {
  const [status] = await connection.query<RowDataPacket[]>("SHOW GLOBAL STATUS LIKE 'Uptime'");
  const uptime = Number(Object.values(status[0] ?? {})[1] ?? 0);
  const [rows] = await connection.query<RowDataPacket[]>("SELECT UNIX_TIMESTAMP() AS now");
  return new Date((Number(rows[0]?.now) - uptime) * 1000).toISOString();
}
