import { setTimeout as pause } from "node:timers/promises";
import type { Target } from "../../../core/policy/policy.ts";
import type { OnlineMark } from "../../../core/rollout/online/copies.ts";
import type { Fate } from "../../../core/rollout/settle.ts";
import type { Online } from "../../ports/online.ts";
import type { TargetSession } from "../../ports/target-session.ts";
import { cleanUp, endSessions, sayLeft } from "./clean-up.ts";

interface Interrupted {
  online: Online;
  session: TargetSession;
  target: Target;
  mark: OnlineMark;
  /** What the table tells, asked once nothing of the tool is under way any more. */
  ask(): Promise<Fate>;
  say(line: string): void;
}

/** What became of an ALTER whose tool, or whose attendant, is gone; what the tool left is taken away or named. */
export async function settleOnline({ online, session, target, mark, ask, say }: Interrupted): Promise<Fate> {
  const busy = await endSessions(online, target, { mark, pause: (ms) => pause(ms) });
  if (busy !== undefined) return { ran: undefined, why: busy };
  const fate = await ask();
  if (fate.ran === undefined) return fate;
  const left = fate.ran
    ? await sayLeft(online, target, mark)
    : await cleanUp(online, session, { target, mark, pause: (ms) => pause(ms) });
  for (const line of left) say(line);
  return fate;
}
