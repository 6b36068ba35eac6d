import type { Connection, RowDataPacket } from "mysql2/promise";
import { rowsIfVisible } from "./if-visible.ts";

/** How many are named, the oldest first. */
const most = 3;

/**
 * Who may hold the lock that a statement waited for in vain: sessions with an open transaction, which keep every table that
 * they have read. Only PROCESS shows those of other accounts.
 */
export async function sayBlockers(
  ledger: Connection,
  own: readonly (number | undefined)[],
  say: (line: string) => void,
): Promise<void> {
  const rows = await rowsIfVisible(
    ledger,
    `SELECT p.ID AS id, p.USER AS user, p.HOST AS host, LEFT(COALESCE(t.trx_query, ''), 80) AS text,
            TIMESTAMPDIFF(SECOND, t.trx_started, CONVERT_TZ(UTC_TIMESTAMP(), '+00:00', @@GLOBAL.time_zone)) AS seconds
       FROM information_schema.INNODB_TRX t JOIN information_schema.PROCESSLIST p ON p.ID = t.trx_mysql_thread_id
      ORDER BY t.trx_started LIMIT 20`,
  );
  if (!rows) return say("Who holds the lock is shown to accounts with PROCESS alone.");
  const others = rows.filter(({ id }) => !own.includes(Number(id)));
  if (others.length === 0) return say("No open transaction is seen that would hold the lock.");
  for (const other of others.slice(0, most)) say(sentence(other));
}

function sentence({ id, user, host, seconds, text }: RowDataPacket): string {
  const age = seconds === null ? "" : ` for ${Number(seconds)} s`;
  const query = text === "" ? "idle in it now" : `running ${String(text).replace(/\s+/g, " ")}`;
  return `A lock is waited for. Connection ${id} (${user}@${host}) has had a transaction open${age}, ${query}.`;
}
