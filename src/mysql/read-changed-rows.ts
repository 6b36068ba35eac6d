import { setTimeout as pause } from "node:timers/promises";
import { rowsIfVisible } from "./if-visible.ts";
import type { Pair } from "./pair.ts";

/** The view is made anew at most every 100 ms, whoever asked for it last. */
const staleMs = 200;

/** How many rows the worker's open transaction has changed so far; undefined = this account is not shown. */
export async function readChangedRows({ ledger, worker }: Pair): Promise<number | undefined> {
  await pause(staleMs);
  const rows = await rowsIfVisible(
    ledger,
    `SELECT COALESCE(SUM(trx_rows_modified), 0) AS changed FROM information_schema.INNODB_TRX WHERE trx_mysql_thread_id = ${worker.threadId}`,
  );
  return rows && Number(rows[0]?.changed);
}
