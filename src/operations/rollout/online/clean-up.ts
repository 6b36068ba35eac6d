import type { Target } from "../../../core/policy/policy.ts";
import { cleanAfter, type OnlineMark } from "../../../core/rollout/online/copies.ts";
import type { Online } from "../../ports/online.ts";
import type { TargetSession } from "../../ports/target-session.ts";
import { StatementError } from "../statement-error.ts";

const attempts = 60;

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
  { target, mark }: { target: Target; mark: OnlineMark },
): Promise<string[]> {
  const [facts] = await tables.look(target, [mark]);
  if (!facts) return [];
  const { drops, stays } = cleanAfter(mark, facts.leftovers);
  const said: string[] = [];
  for (const sql of drops) {
    try {
      await session.send(sql);
    } catch (error) {
      if (!(error instanceof StatementError)) throw error;
      // A trigger that stays needs its table.
      return [`${mark.tool} left something that could not be taken away: ${sql} (${error.message})`];
    }
  }
  if (stays.length > 0) said.push(`${mark.tool} left ${stays.join(", ")} in ${mark.database}.`);
  return said;
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
