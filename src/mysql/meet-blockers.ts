import type { Connection } from "mysql2/promise";
import type { BlockersToKill } from "../core/policy/limits.ts";
import { matchesName } from "../core/policy/select-databases.ts";
import { hasNumber, noSuchThread } from "./has-number.ts";
import type { Blocker, Blockers } from "./read-blockers.ts";

interface Meeting {
  ledger: Connection;
  killBlockers: BlockersToKill | undefined;
  say(line: string): void;
}

/** Names those in the way, each once while they are, and ends those that the policy gives up. */
export function meetBlockers({ ledger, killBlockers, say }: Meeting): (found: Blockers) => Promise<void> {
  let last = "";
  const sayOnce = (key: string, lines: readonly string[]) => {
    if (key !== last) for (const line of lines) say(line);
    last = key;
  };
  return async (found) => {
    if (!found)
      return sayOnce("hidden", [
        "A lock is waited for. Who holds it is shown to accounts with PROCESS alone.",
      ]);
    if (found.length === 0)
      return sayOnce("none", ["A lock is waited for, and nobody is seen who would hold it."]);
    sayOnce(found.map(({ id }) => id).join(), found.map(describeBlocker));
    for (const one of found) {
      if (!killBlockers || whyNotKilled(one, killBlockers) !== undefined) continue;
      say(await kill(ledger, one));
    }
  };
}

/** Why the policy does not give it up; undefined = it does. */
export function whyNotKilled(
  { isCertain, user, seconds }: Blocker,
  { users, olderThanMs }: BlockersToKill,
): string | undefined {
  if (!users.some((name) => matchesName(name, user))) return "another account";
  if (!isCertain) return "not known to hold the lock";
  if (seconds === undefined) return "of no known age";
  return seconds * 1_000 < olderThanMs ? "too young" : undefined;
}

async function kill(ledger: Connection, { id, user }: Blocker): Promise<string> {
  try {
    await ledger.query(`KILL ${id}`);
    return `Connection ${id} of ${user} was ended, as the policy's kill_blockers says.`;
  } catch (error) {
    if (hasNumber(error, noSuchThread)) return `Connection ${id} of ${user} has ended by itself.`;
    if (!(error instanceof Error) || !("errno" in error)) throw error;
    return `Connection ${id} of ${user} could not be ended: ${error.message}.`;
  }
}

export function describeBlocker({ id, user, host, seconds, query, isIdle, isCertain }: Blocker): string {
  const who = `Connection ${id} (${user}@${host})`;
  const since = seconds === undefined ? "" : ` in a transaction of ${seconds} s`;
  const does = isIdle ? "idle now" : "busy now";
  const ran = query === "" ? does : isIdle ? `${does}, last with: ${query}` : `running: ${query}`;
  return `A lock is waited for. ${who} ${isCertain ? "holds it" : "may hold it"}${since}, ${ran}.`;
}
