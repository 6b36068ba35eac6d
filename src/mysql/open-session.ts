import type { Connection } from "mysql2/promise";
import type { Target } from "../core/policy/policy.ts";
import type { LedgerRow } from "../core/rollout/rollout.ts";
import type { Executed, TargetSession } from "../operations/ports/database.ts";
import { pinSession } from "./connect.ts";
import { executeStatement, sendOnce } from "./execute-statement.ts";
import type { NumberedRow } from "./ledger-columns.ts";
import { createLedger, updateRow, writeLedger } from "./ledger-table.ts";
import { takeLock } from "./lock.ts";
import { readSchema } from "./read-schema.ts";
import { choose, readTargetState } from "./read-target-state.ts";
import { takeFingerprints } from "./take-fingerprints.ts";
import { tellDenials } from "./tell-denials.ts";

interface Opening {
  target: Target;
  cancel: AbortSignal;
  connect(): Promise<Connection>;
}

/**
 * Two connections: one runs the statements and takes whatever they do to a session, the other keeps the ledger and
 * can kill the first. Both hold the target's lock, so a killed run keeps others out for as long as the server is busy
 * with its last statement.
 */
export async function openSession({ target, cancel, connect }: Opening): Promise<TargetSession> {
  const ledger = await connect();
  const worker = await connect().catch((error) => {
    ledger.destroy();
    throw error;
  });
  const kill = () => void ledger.query(`KILL QUERY ${worker.threadId}`).catch(() => worker.destroy());
  const close = async () => {
    cancel.removeEventListener("abort", kill);
    await Promise.all([worker.end(), ledger.end()]).catch(() => [worker, ledger].map((one) => one.destroy()));
  };
  try {
    await takeLock(ledger, target, "ledger");
    await takeLock(worker, target, "statements");
  } catch (error) {
    await close();
    throw error;
  }
  cancel.addEventListener("abort", kill);
  return { ...sessionOver({ target, cancel, ledger, worker }), close };
}

interface Connections {
  target: Target;
  cancel: AbortSignal;
  ledger: Connection;
  worker: Connection;
}

function sessionOver({ target, cancel, ledger, worker }: Connections): Omit<TargetSession, "close"> {
  const { database } = target;
  const book = ledgerBook();
  let inTransaction = false;
  const told = <Result>(act: () => Promise<Result>) => tellDenials(target, act);
  const send = async (sql: string): Promise<Executed> => {
    const done = await sendOnce(worker, sql);
    inTransaction = done.inTransaction ?? inTransaction;
    return { ...done, inTransaction };
  };
  return {
    state: () =>
      told(async () => {
        const state = await readTargetState(ledger, database);
        book.learn(state.ledger as readonly NumberedRow[]);
        return state;
      }),
    record: (rows) =>
      told(async () => {
        if (!book.made) await createLedger(ledger, database);
        await writeLedger(ledger, database, rows.map(book.number));
        book.made = true;
      }),
    reset: () =>
      told(async () => {
        await worker.reset();
        await pinSession(worker);
        await choose(worker, database);
        await takeLock(worker, target, "statements");
        inTransaction = false;
      }),
    execute(sql, outcome) {
      const commits = inTransaction ? commit : together;
      const run = outcome ? () => commits(sql, outcome) : () => send(sql);
      return executeStatement(run, { alone: !inTransaction, cancel });
    },
    probe: (probe) => told(() => takeFingerprints(ledger, database, probe)),
    schema: () => told(() => readSchema(ledger, database)),
  };

  /** The migration's own COMMIT takes its outcome along. */
  async function commit(sql: string, outcome: (done: Executed) => LedgerRow): Promise<Executed> {
    const committed = { durationMs: 0, affectedRows: 0, warnings: 0, inTransaction: false };
    await updateRow(worker, database, book.number(outcome(committed)));
    return send(sql);
  }

  /** The statement and its outcome in the ledger commit as one, or neither does. */
  async function together(sql: string, outcome: (done: Executed) => LedgerRow): Promise<Executed> {
    await worker.query("START TRANSACTION");
    try {
      const done = await send(sql);
      await updateRow(worker, database, book.number(outcome(done)));
      await worker.query("COMMIT");
      inTransaction = false;
      return { ...done, inTransaction };
    } catch (error) {
      await worker.query("ROLLBACK").catch(() => undefined);
      inTransaction = false;
      throw error;
    }
  }
}

/** Numbers of the ledger's rows: the lock makes us the only writer. */
function ledgerBook() {
  const numbers = new Map<string, number>();
  let last = 0;
  const key = ({ project, path, sha256, statement }: LedgerRow) =>
    JSON.stringify([project, path, sha256, statement]);
  return {
    made: false,
    learn(rows: readonly NumberedRow[]) {
      for (const row of rows) {
        numbers.set(key(row), row.id);
        last = Math.max(last, row.id);
      }
      this.made ||= rows.length > 0;
    },
    number: (row: LedgerRow): NumberedRow => {
      const id = numbers.get(key(row)) ?? ++last;
      numbers.set(key(row), id);
      return { ...row, id };
    },
  };
}
