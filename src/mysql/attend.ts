import type { RowDataPacket } from "mysql2/promise";
import type { Limits } from "../core/policy/limits.ts";
import { answerIn, silenceMs } from "./answer-in.ts";
import { serverNumber } from "./has-number.ts";
import { meetBlockers } from "./meet-blockers.ts";
import type { Pair } from "./pair.ts";
import { readBlockers, readRowBlockers } from "./read-blockers.ts";

/** Less than one try waits for a lock: who holds it can be told only while it is waited for. */
const everyMs = 1_000;

interface Attending {
  pair: Pair;
  limits: Limits;
  say(line: string): void;
}

interface Attention {
  /** At a statement's start; gives what ends it. */
  begin(): () => Promise<void>;
  /** For good, also where the connection is lost and the statement never ends. */
  close(): void;
}

/**
 * Looks after each statement of the worker while it runs: names whom it waits for, and cancels it after the policy's
 * statement_timeout.
 */
export function attend({ pair, limits, say }: Attending): Attention {
  const { ledger, worker } = pair;
  const id = worker.threadId ?? 0;
  const own = [id, ledger.threadId ?? 0];
  const meet = meetBlockers({ ledger, killBlockers: limits.killBlockers, say });
  const look = async (isFirst: boolean) => {
    const sql = `SELECT STATE AS state FROM information_schema.PROCESSLIST WHERE ID = ${id}`;
    const [rows] = await answerIn(silenceMs, ledger.query<RowDataPacket[]>(sql));
    if (/^Waiting for .*\block\b/i.test(String(rows[0]?.state)))
      return meet(await readBlockers(ledger, id, own));
    const rowBlockers = isFirst ? await readRowBlockers(ledger, id, own) : [];
    if (rowBlockers.length > 0) await meet(rowBlockers);
  };
  const cancel = async () => {
    say(
      `The statement has run for ${Number(limits.statementTimeoutMs) / 1_000} s, the policy's statement_timeout: it is cancelled.`,
    );
    await answerIn(silenceMs, ledger.query(`KILL QUERY ${id}`));
  };
  /** The server's refusal of a question is no loss of it. */
  const safely = (act: Promise<unknown>) =>
    act.catch((error: unknown) => {
      if (serverNumber(error) === undefined) return pair.lose(error);
      say(
        `What the statement waits for could not be read: ${error instanceof Error ? error.message : error}`,
      );
    });
  let timers: NodeJS.Timeout[] = [];
  const close = () => {
    for (const timer of timers) clearTimeout(timer);
    timers = [];
  };
  const begin = () => {
    let [isLooking, looks] = [false, 0];
    let cancelling: Promise<unknown> | undefined;
    const watching = setInterval(() => {
      if (isLooking) return;
      isLooking = true;
      void safely(look(looks++ === 0)).finally(() => {
        isLooking = false;
      });
    }, everyMs);
    timers.push(watching);
    if (limits.statementTimeoutMs !== undefined) {
      const late = setTimeout(() => {
        cancelling = safely(cancel());
      }, limits.statementTimeoutMs);
      timers.push(late);
    }
    return async () => {
      close();
      // One that is sent is over before the next statement can be met by it.
      await cancelling;
    };
  };
  return { begin, close };
}
