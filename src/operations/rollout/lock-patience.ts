import { performance } from "node:perf_hooks";
import { pauseBeforeRetry, wasUndoneAtEnd } from "../../core/rollout/lock-wait.ts";
import { placeOf } from "../../core/rollout/questions.ts";
import type { Running } from "./running.ts";
import { StatementError } from "./statement-error.ts";

export interface LockPatience {
  /** Pauses and gives true where the statement may be tried again; false where its refusal stands. */
  again(error: StatementError): Promise<boolean>;
  /** The refusal that stands, with what was tried. */
  sayTries(error: StatementError): StatementError;
}

/** For one statement, from before its first try. */
export function lockPatience(running: Running, of: "definition" | "rows", index: number): LockPatience {
  const { limits, cancel, say, migration } = running;
  const { lockWaitMs } = limits;
  const started = performance.now();
  let tries = 1;
  return {
    async again(error) {
      const spentMs = performance.now() - started;
      const pause = pauseBeforeRetry(error, { of, spentMs, lockWaitMs, random: Math.random() });
      if (pause === undefined || cancel.aborted) return false;
      tries++;
      say(
        `${placeOf(migration, index)} met another session's lock: again in ${seconds(pause)} s (${seconds(spentMs)} of ${seconds(lockWaitMs)} s of lock_wait).`,
      );
      await running.pause(pause);
      return !cancel.aborted;
    },
    sayTries(error) {
      if (of === "definition" && wasUndoneAtEnd(error)) return more(error, undoneAtEnd);
      if (tries === 1) return error;
      const spent = seconds(performance.now() - started);
      return more(error, `It was tried ${tries} times in ${spent} s; the policy's lock_wait allows no more.`);
    },
  };
}

const undoneAtEnd =
  "It had done its work and was undone at its end, since the table was in use; so much is not done again by itself.";

const seconds = (ms: number): number => Math.round(ms / 1_000);

function more(error: StatementError, sentence: string): StatementError {
  const { number, message, ms } = error;
  return new StatementError(number, `${message.replace(/\.?$/, ".")} ${sentence}`, ms, { cause: error });
}
