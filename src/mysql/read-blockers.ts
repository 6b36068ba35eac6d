import type { Connection, RowDataPacket } from "mysql2/promise";
import { rowsIfVisible } from "./if-visible.ts";

/** A session in the way of one that waits. */
export interface Blocker {
  id: number;
  user: string;
  host: string;
  /** Since its transaction began; undefined = it has none, or this account is not shown it. */
  seconds: number | undefined;
  /** What it runs, or ran last; "" = not shown. */
  query: string;
  isIdle: boolean;
  /** The server shows that it holds what is waited for, and that nothing but its end lets the other one through. */
  isCertain: boolean;
}

/** undefined = this account is not shown who it might be. */
export type Blockers = readonly Blocker[] | undefined;

/** InnoDB tells its times in the server's zone. */
const age = "TIMESTAMPDIFF(SECOND, t.trx_started, CONVERT_TZ(UTC_TIMESTAMP(), '+00:00', @@GLOBAL.time_zone))";

/**
 * Who holds the metadata lock that `waiting` wants right now: by performance_schema where that is on and shown; else
 * whoever has a transaction open, since a transaction keeps every table that it has read.
 */
export async function readBlockers(
  ledger: Connection,
  waiting: number,
  own: readonly number[],
): Promise<Blockers> {
  const holders = await holdersOf(ledger, waiting);
  if (holders.length > 0) return holders;
  const open = await openTransactions(ledger, own);
  return open && [...open.values()].slice(0, most);
}

/** How many are named where nobody is known for certain, the oldest first. */
const most = 3;

/** Who holds the row that `waiting` wants right now. */
export async function readRowBlockers(ledger: Connection, waiting: number, own: readonly number[]) {
  const rows =
    (await rowsIfVisible(ledger, rowHolders.mysql(waiting))) ??
    (await rowsIfVisible(ledger, rowHolders.mariadb(waiting))) ??
    [];
  const open = rows.length > 0 ? await openTransactions(ledger, own) : undefined;
  return rows.flatMap(({ id }) => {
    const found = open?.get(Number(id));
    return found ? [{ ...found, isCertain: true }] : [];
  });
}

const rowHolders = {
  mysql: (waiting: number) => `SELECT DISTINCT b.PROCESSLIST_ID AS id
    FROM performance_schema.data_lock_waits w
    JOIN performance_schema.threads r ON r.THREAD_ID = w.REQUESTING_THREAD_ID
    JOIN performance_schema.threads b ON b.THREAD_ID = w.BLOCKING_THREAD_ID
   WHERE r.PROCESSLIST_ID = ${waiting}`,
  mariadb: (waiting: number) => `SELECT DISTINCT b.trx_mysql_thread_id AS id
    FROM information_schema.INNODB_LOCK_WAITS w
    JOIN information_schema.INNODB_TRX r ON r.trx_id = w.requesting_trx_id
    JOIN information_schema.INNODB_TRX b ON b.trx_id = w.blocking_trx_id
   WHERE r.trx_mysql_thread_id = ${waiting}`,
};

/** An exclusive lock waits for every other one; what a weaker one waits for is not told by the kinds alone. */
async function holdersOf(ledger: Connection, waiting: number): Promise<Blocker[]> {
  const rows = await rowsIfVisible(
    ledger,
    `SELECT p.PROCESSLIST_ID AS id, MAX(p.PROCESSLIST_USER) AS user, MAX(p.PROCESSLIST_HOST) AS host,
            MAX(p.PROCESSLIST_COMMAND) AS command, LEFT(MAX(COALESCE(p.PROCESSLIST_INFO, s.SQL_TEXT, '')), 80) AS query,
            MIN(w.LOCK_TYPE) = 'EXCLUSIVE' AND MAX(w.LOCK_TYPE) = 'EXCLUSIVE' AS certain
       FROM performance_schema.metadata_locks w
       JOIN performance_schema.threads r ON r.THREAD_ID = w.OWNER_THREAD_ID
       JOIN performance_schema.metadata_locks h ON h.OBJECT_TYPE = w.OBJECT_TYPE AND h.OBJECT_SCHEMA <=> w.OBJECT_SCHEMA
        AND h.OBJECT_NAME <=> w.OBJECT_NAME AND h.LOCK_STATUS = 'GRANTED' AND h.OWNER_THREAD_ID <> w.OWNER_THREAD_ID
       JOIN performance_schema.threads p ON p.THREAD_ID = h.OWNER_THREAD_ID
       LEFT JOIN performance_schema.events_statements_current s ON s.THREAD_ID = p.THREAD_ID
      WHERE r.PROCESSLIST_ID = ${waiting} AND w.LOCK_STATUS = 'PENDING' AND p.PROCESSLIST_ID IS NOT NULL
      GROUP BY p.PROCESSLIST_ID`,
  );
  if (!rows || rows.length === 0) return [];
  const open = await openTransactions(ledger, []);
  return rows.map((row) => ({
    ...sessionOf(row),
    seconds: open?.get(Number(row.id))?.seconds,
    isCertain: Number(row.certain) === 1,
  }));
}

/** Sessions with a transaction, oldest first. Shown with PROCESS alone. */
async function openTransactions(
  ledger: Connection,
  own: readonly number[],
): Promise<Map<number, Blocker> | undefined> {
  const rows = await rowsIfVisible(
    ledger,
    `SELECT p.ID AS id, p.USER AS user, p.HOST AS host, p.COMMAND AS command, ${age} AS seconds,
            LEFT(COALESCE(t.trx_query, ''), 80) AS query
       FROM information_schema.INNODB_TRX t JOIN information_schema.PROCESSLIST p ON p.ID = t.trx_mysql_thread_id
      ORDER BY t.trx_started LIMIT 200`,
  );
  if (!rows) return undefined;
  const others = rows.filter(({ id }) => !own.includes(Number(id)));
  return new Map(
    others.map((row) => [
      Number(row.id),
      {
        ...sessionOf(row),
        seconds: row.seconds === null ? undefined : Number(row.seconds),
        isCertain: false,
      },
    ]),
  );
}

function sessionOf({ id, user, host, command, query }: RowDataPacket) {
  return {
    id: Number(id),
    user: String(user),
    host: String(host),
    query: String(query).replace(/\s+/g, " "),
    isIdle: command === "Sleep",
  };
}
