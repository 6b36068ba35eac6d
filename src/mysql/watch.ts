import type { Connection, RowDataPacket } from "mysql2/promise";
import { answerIn, silenceMs } from "./answer-in.ts";

const everyMs = 10_000;

interface Watched {
  ledger: Connection;
  worker: Connection;
  /** Since when the worker runs its statement, and what to call it; undefined = it is idle. */
  running(): { since: number; what: string } | undefined;
  lose(cause: Error): void;
  say(line: string): void;
}

/**
 * Asks every 10 s over the ledger's session how the other one is. No answer in 30 s, or a session that has finished its
 * statement without our being told, and the connection counts as lost. Gives the function that ends the watch.
 */
export function watch({ ledger, worker, running, lose, say }: Watched): () => void {
  let idleSince: number | undefined;
  let asking = false;
  const timer = setInterval(() => {
    if (asking) return;
    asking = true;
    look()
      .catch(lose)
      .finally(() => {
        asking = false;
      });
  }, everyMs);
  timer.unref();

  async function look(): Promise<void> {
    const sql = `SELECT COMMAND AS command, TIME AS seconds, STATE AS state FROM information_schema.PROCESSLIST WHERE ID = ${worker.threadId}`;
    const at = running();
    const [rows] = await answerIn(silenceMs, ledger.query<RowDataPacket[]>(sql));
    const [found] = rows;
    const now = running();
    if (!at || !now || at.since !== now.since) {
      idleSince = undefined;
      return;
    }
    if (!found) throw new Error("the server has ended the session");
    if (found.command === "Sleep") {
      if (idleSince === now.since) throw new Error("the answer did not arrive");
      idleSince = now.since;
      return;
    }
    idleSince = undefined;
    const seconds = Math.round((Date.now() - now.since) / 1000);
    say(`${now.what}: ${seconds} s${found.state ? `, ${String(found.state)}` : ""}`);
  }
  return () => clearInterval(timer);
}
