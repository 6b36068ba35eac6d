import type { Target } from "../../../core/policy/policy.ts";
import { cleanAfter, type OnlineMark, sayDrops } from "../../../core/rollout/online/copies.ts";
import type { Online } from "../../ports/online.ts";
import type { TargetSession } from "../../ports/target-session.ts";
import { StatementError } from "../statement-error.ts";

const attempts = 60;
const lockWaitTimeout = 1205;

/**
 * Waits until no session of our account works on what the tool made: a statement of a dead tool may still wait for a lock,
 * and take effect once it has it. Gives the sentence why that is not so.
 */
export async function endSessions(
  { tables }: Online,
  target: Target,
  { mark, pause }: { mark: OnlineMark; pause(ms: number): Promise<void> },
): Promise<string | undefined> {
  for (let attempt = 1; ; attempt++) {
    const [session] = await tables.endSessions(target, mark);
    if (!session) return undefined;
    if (attempt === attempts)
      return `Connection ${session.id} of ${mark.tool} is still at it: ${session.text}`;
    await pause(1_000);
  }
}

/** Takes away what is certain to be this run's and holds nothing else. Gives a sentence for what is left. */
export async function cleanUp(
  { tables }: Online,
  session: TargetSession,
  { target, mark, pause }: { target: Target; mark: OnlineMark; pause(ms: number): Promise<void> },
): Promise<string[]> {
  const [facts] = await tables.look(target, [mark]);
  if (!facts) return [];
  const { drops, stays } = cleanAfter(mark, facts.leftovers);
  const said: string[] = [];
  for (const sql of drops) {
    const error = await sendPatiently(session, sql, pause);
    // A trigger that stays needs its table.
    if (error)
      return [
        `${mark.tool} left something that could not be taken away (${error.message}). If none runs: ${sayDrops(mark.database, facts.leftovers)}`,
      ];
  }
  if (stays.length > 0) said.push(`${mark.tool} left ${stays.join(", ")} in ${mark.database}.`);
  return said;
}

/** The application's transactions hold the table for a moment each: a lock that is not had is asked for again. */
async function sendPatiently(
  session: TargetSession,
  sql: string,
  pause: (ms: number) => Promise<void>,
): Promise<StatementError | undefined> {
  for (let attempt = 1; ; attempt++) {
    try {
      await session.send(sql);
      return undefined;
    } catch (error) {
      if (!(error instanceof StatementError)) throw error;
      if (error.number !== lockWaitTimeout || attempt === attempts) return error;
      await pause(1_000);
    }
  }
}

/** After the tables have changed places, what is left may be all of the rows as they were: named, and never dropped here. */
export async function sayLeft({ tables }: Online, target: Target, mark: OnlineMark): Promise<string[]> {
  const [facts] = await tables.look(target, [mark]);
  const left = [
    ...(facts?.leftovers.tables ?? []),
    ...(facts?.leftovers.triggers ?? []).map(({ name }) => name),
  ];
  if (left.length === 0) return [];
  return [`${mark.tool} left ${left.join(", ")} in ${mark.database}; ${mark.old} has the rows as they were.`];
}
