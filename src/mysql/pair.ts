import type { Connection } from "mysql2/promise";
import { ConnectionLost } from "../operations/rollout/connection-lost.ts";
import { StatementError } from "../operations/rollout/statement-error.ts";
import { UserError } from "../operations/user-error.ts";
import { serverNumber } from "./has-number.ts";

/** The two connections of a rollout: they are lost together. */
export interface Pair {
  ledger: Connection;
  worker: Connection;
  /** Destroys both; whoever waits for an answer of either gets ConnectionLost. */
  lose(cause: unknown): void;
  /** Waits for an answer, or for the loss. Errors of the server's pass; everything else is a loss. */
  answer<Result>(act: () => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

export function pairOf(ledger: Connection, worker: Connection): Pair {
  let reject: (error: ConnectionLost) => void = () => undefined;
  const lost = new Promise<never>((_, fail) => {
    reject = fail;
  });
  lost.catch(() => undefined);
  let isOver = false;
  const lose = (cause: unknown) => {
    if (isOver) return;
    isOver = true;
    for (const one of [ledger, worker]) destroy(one);
    reject(asLost(cause));
  };
  return {
    ledger,
    worker,
    lose,
    async answer(act) {
      try {
        return await Promise.race([lost, act()]);
      } catch (error) {
        if (isAnswer(error)) throw error;
        lose(error);
        throw error instanceof ConnectionLost ? error : asLost(error);
      }
    },
    async close() {
      if (isOver) return;
      isOver = true;
      const ends = Promise.all([worker.end(), ledger.end()]);
      const late = new Promise((done) => setTimeout(done, 2_000).unref());
      await Promise.race([ends, late]).catch(() => undefined);
      for (const one of [ledger, worker]) destroy(one);
    },
  };
}

/** The server, or Tollgate itself, said something. */
function isAnswer(error: unknown): boolean {
  return error instanceof StatementError || error instanceof UserError || serverNumber(error) !== undefined;
}

function asLost(cause: unknown): ConnectionLost {
  if (cause instanceof ConnectionLost) return cause;
  const said = cause instanceof Error ? cause.message : String(cause);
  return new ConnectionLost(`The connection went away (${said}).`, { cause });
}

/** At once: a goodbye on a network that is silent is never heard. */
function destroy(connection: Connection): void {
  const { stream } = (connection as unknown as { connection: { stream?: { destroy(): void } } }).connection;
  connection.destroy();
  stream?.destroy();
}
