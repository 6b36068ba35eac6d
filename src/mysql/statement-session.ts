import type { Connection, RowDataPacket } from "mysql2/promise";
import type { Target } from "../core/policy/policy.ts";
import { lockWaitTimeout } from "../core/rollout/lock-wait.ts";
import type { TargetSession } from "../operations/ports/target-session.ts";
import { StatementError } from "../operations/rollout/statement-error.ts";
import { asTaken } from "./as-taken.ts";
import type { attend } from "./attend.ts";
import { takeStatementLock } from "./fence.ts";
import { holdAlgorithm } from "./hold-algorithm.ts";
import { appendText } from "./ledger-table.ts";
import type { Pair } from "./pair.ts";
import type { PinnedServer } from "./pins.ts";
import { readChangedRows } from "./read-changed-rows.ts";
import { readOneRow } from "./read-rows.ts";
import { choose } from "./read-target-state.ts";
import { askFlags, sendStatement } from "./send-statement.ts";
import { tellDenials } from "./tell-denials.ts";
import { noteKept } from "./undo-tables.ts";

interface Place {
  target: Target;
  pair: Pair;
  server: PinnedServer;
  attention: ReturnType<typeof attend>;
}

/** The session that runs the statements. `run` is told what is sent, and undefined once it is answered. */
export function statementSession(
  { target, pair, server, attention }: Place,
  run: (now: { since: number; what: string } | undefined) => void,
): Pick<
  TargetSession,
  "send" | "hold" | "token" | "noteKept" | "readInside" | "flags" | "changedRows" | "warnings" | "reset"
> {
  const { worker } = pair;
  const send = async (sql: string) => {
    run({ since: Date.now(), what: sql.replace(/\s+/g, " ").slice(0, 60) });
    const end = attention.begin();
    try {
      return await sendStatement(worker, sql);
    } catch (error) {
      throw error instanceof StatementError && error.number === lockWaitTimeout
        ? await withWait(worker, error)
        : error;
    } finally {
      await end();
      run(undefined);
    }
  };
  const holder = holdAlgorithm(worker, server.mariadb);
  return {
    hold: (algorithm) => pair.answer(() => holder(algorithm)),
    send: (sql) => pair.answer(() => send(sql)),
    token: (rows) =>
      pair.answer(() =>
        tellDenials(target, async () => {
          await worker.query(appendText(target.database, rows)).catch(asTaken);
        }),
      ),
    noteKept: (row) => pair.answer(() => noteKept(worker, target.database, row)),
    readInside: (sql) => pair.answer(() => readOneRow(worker, sql)),
    flags: () => pair.answer(() => askFlags(worker)),
    changedRows: () => pair.answer(() => readChangedRows(pair)),
    warnings: () =>
      pair.answer(async () => {
        const [rows] = await worker.query<RowDataPacket[]>("SHOW WARNINGS LIMIT 20");
        return rows.map((row) => {
          const [, number, text] = Object.values(row);
          return { number: Number(number), text: String(text) };
        });
      }),
    reset: () =>
      pair.answer(async () => {
        await worker.reset();
        for (const sql of server.pin) await worker.query(sql);
        await choose(worker, target.database);
        if (!(await takeStatementLock(worker, target))) throw new Error("another session took the lock");
      }),
  };
}

/** A file may have set how long its session waits. */
async function withWait(worker: Connection, cause: StatementError): Promise<StatementError> {
  const [rows] = await worker.query<RowDataPacket[]>("SELECT @@SESSION.lock_wait_timeout AS seconds");
  const waitMs = Number(rows[0]?.seconds) * 1_000;
  return new StatementError(cause.number, cause.message, cause.ms, { cause, waitMs });
}
