import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import type { Connection, ResultSetHeader } from "mysql2/promise";
import type { Executed } from "../operations/ports/database.ts";
import { StatementError } from "../operations/rollout/statement-error.ts";
import { deadlock, hasNumber, lockWaitTimeout, serverNumber } from "./has-number.ts";

/** How often a statement that met a lock is tried, and how long the queue behind it may drain in between. */
const attempts = 6;
const pauseMs = 2_000;

/** SERVER_STATUS_IN_TRANS: https://dev.mysql.com/doc/dev/mysql-server/latest/mysql__com_8h.html */
const inTransactionFlag = 1;

interface Attempt {
  /**
   * No transaction is open that the migration itself began. In one, a deadlock also undoes the statements before this
   * one, so that this one must not be tried alone.
   */
  alone: boolean;
  cancel: AbortSignal;
}

/**
 * Runs a statement; one that met another session's lock is tried again, since the server has undone it whole: a
 * metadata lock is waited for before anything happens, a deadlock rolls the transaction back.
 */
export async function executeStatement(
  run: () => Promise<Executed>,
  { alone, cancel }: Attempt,
): Promise<Executed> {
  for (let attempt = 1; ; attempt++) {
    if (cancel.aborted)
      throw new StatementError(1317, "The rollout was cancelled before this statement began.");
    try {
      return await run();
    } catch (cause) {
      const retry = alone && attempt < attempts && hasNumber(cause, lockWaitTimeout, deadlock);
      if (!retry) throw asStatementError(cause);
      await pause(pauseMs, undefined, { signal: cancel }).catch(() => undefined);
    }
  }
}

/** One COM_QUERY. */
export async function sendOnce(connection: Connection, sql: string): Promise<Executed> {
  const started = performance.now();
  const [result] = await connection.query({ sql, rowsAsArray: true });
  const durationMs = Math.round((performance.now() - started) * 10) / 10;
  const header = lastHeader(result);
  return {
    durationMs,
    affectedRows: header?.affectedRows ?? 0,
    warnings: header?.warningStatus ?? 0,
    inTransaction: header ? (header.serverStatus & inTransactionFlag) !== 0 : undefined,
  };
}

/** A procedure answers with result sets and a header at the end; a SELECT with rows alone. */
function lastHeader(result: unknown): ResultSetHeader | undefined {
  const last = Array.isArray(result) ? result.at(-1) : result;
  return typeof last === "object" && last !== null && "serverStatus" in last
    ? (last as ResultSetHeader)
    : undefined;
}

function asStatementError(cause: unknown): StatementError {
  const number = serverNumber(cause);
  const said = cause instanceof Error ? cause.message : String(cause);
  if (number === undefined) {
    return new StatementError(undefined, `The connection went away while the statement ran (${said}).`, {
      cause,
    });
  }
  return new StatementError(number, `${said} (error ${number})`, { cause });
}
