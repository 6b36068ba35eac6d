import type { Connection } from "mysql2/promise";
import { rowsIfVisible } from "./if-visible.ts";

/**
 * Seconds since the oldest open transaction of the server began: a change of a table that it has read waits for it, and
 * everybody who comes later waits after the change. 0 = there is none; undefined = not visible without PROCESS.
 */
export async function readOldestTransaction(connection: Connection): Promise<number | undefined> {
  // InnoDB tells its times in the server's zone; the session's is another.
  await connection.query("SET SESSION time_zone = SYSTEM");
  const rows = await rowsIfVisible(
    connection,
    `SELECT COALESCE(MAX(TIMESTAMPDIFF(SECOND, trx_started, NOW())), 0) AS seconds
       FROM information_schema.INNODB_TRX WHERE trx_mysql_thread_id <> CONNECTION_ID()`,
  );
  await connection.query("SET SESSION time_zone = '+00:00'");
  return rows && Number(rows[0]?.seconds);
}
