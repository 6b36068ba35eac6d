import { setTimeout as pause } from "node:timers/promises";
import type { Clock } from "../ports/clock.ts";
import type { TargetSession } from "../ports/target-session.ts";
import { UserError } from "../user-error.ts";
import { ConnectionLost } from "./connection-lost.ts";

/** How often in a row the connection may be lost without a statement done in between. */
const mostLosses = 5;
const patienceMs = 600_000;

interface Connecting<Result> {
  open(): Promise<TargetSession>;
  run(session: TargetSession): Promise<Result>;
  /** How many statements are done so far: a connection that is lost at the same one again and again is given up. */
  done(): number;
  clock: Clock;
  cancel: AbortSignal;
  say(line: string): void;
}

/** What came of it, or what was said when the connection was lost for good. */
export type Connected<Result> = { result: Result } | { lost: string };

/** Runs on one connection after the other, until it is over: each begins with the ledger as it is then. */
export async function keepConnected<Result>(input: Connecting<Result>): Promise<Connected<Result>> {
  const { clock, cancel, say } = input;
  let since: number | undefined;
  let [losses, done] = [0, 0];
  for (;;) {
    const ended = await connectOnce(input, since !== undefined, () => {
      since = undefined;
    });
    if ("result" in ended) return ended;
    since ??= clock.now().getTime();
    const waited = clock.now().getTime() - since;
    losses = input.done() > done ? 1 : losses + 1;
    done = input.done();
    const isOver = cancel.aborted || waited > patienceMs || (ended.wasThere && losses > mostLosses);
    if (isOver) return ended;
    say(`${ended.lost} Connecting again.`);
    await pause(Math.min(30_000, 500 + waited / 4), undefined, { signal: cancel }).catch(() => undefined);
  }
}

async function connectOnce<Result>(
  { open, run }: Connecting<Result>,
  again: boolean,
  isThere: () => void,
): Promise<{ result: Result } | { lost: string; wasThere: boolean }> {
  let wasThere = false;
  try {
    const session = await open();
    isThere();
    wasThere = true;
    try {
      return { result: await run(session) };
    } finally {
      await session.close();
    }
  } catch (error) {
    // Who cannot be reached the first time is told so at once; a server that went away may be on its way back.
    const isAway = again && error instanceof UserError && error.code === "connection-refused";
    if (error instanceof ConnectionLost || isAway) return { lost: error.message, wasThere };
    throw error;
  }
}
