import { performance } from "node:perf_hooks";
import { meetsOwnTraces } from "../../core/rollout/facts/own-traces.ts";
import { pauseBeforeRetry, wasUndoneAtEnd } from "../../core/rollout/lock-wait.ts";
import { placeOf } from "../../core/rollout/questions.ts";
import { leftInSession } from "./left-in-session.ts";
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
  let leftTraces = false;
  return {
    async again(error) {
      const spentMs = performance.now() - started;
      const pause = pauseBeforeRetry(error, { of, spentMs, lockWaitMs, random: Math.random() });
      if (pause === undefined || cancel.aborted) return false;
      leftTraces = await wouldMeetOwnTraces(running, index);
      if (leftTraces) return false;
      tries++;
      say(
        `${placeOf(migration, index)} met another session's lock: again in ${seconds(pause)} s (${seconds(spentMs)} of ${seconds(lockWaitMs)} s of lock_wait).`,
      );
      await running.pause(pause);
      return !cancel.aborted;
    },
    sayTries(error) {
      if (of === "definition" && wasUndoneAtEnd(error)) return more(error, undoneAtEnd);
      if (leftTraces) return more(error, notAgain);
      if (tries === 1) return error;
      const spent = seconds(performance.now() - started);
      return more(error, `It was tried ${tries} times in ${spent} s; the policy's lock_wait allows no more.`);
    },
  };
}

async function wouldMeetOwnTraces(running: Running, index: number): Promise<boolean> {
  const session = running.migration.statements[index]?.facts.session;
  if (!session) return true;
  const byCode = (await leftInSession(running, index + 1, index)).get(index) ?? [];
  return meetsOwnTraces(session, byCode);
}

const notAgain =
  "It is not tried again by itself: what it put into a variable or into LAST_INSERT_ID() stayed, and it would read that.";

const undoneAtEnd =
  "It had done its work and was undone at its end, since the table was in use; so much is not done again by itself.";

const seconds = (ms: number): number => Math.round(ms / 1_000);

function more(error: StatementError, sentence: string): StatementError {
  const { number, message, ms } = error;
  return new StatementError(number, `${message.replace(/\.?$/, ".")} ${sentence}`, ms, { cause: error });
}
