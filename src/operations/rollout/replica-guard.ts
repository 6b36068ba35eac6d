import { performance } from "node:perf_hooks";
import type { Limits } from "../../core/policy/limits.ts";
import type { Target } from "../../core/policy/policy.ts";
import { type LagMeasure, lateReplicas } from "../../core/rollout/replica-lag.ts";
import type { Refusal } from "../../core/rollout/rollout.ts";
import { where } from "../../core/rollout/tasks.ts";
import type { TargetSession } from "../ports/target-session.ts";

/** A lag grows by no more than a second in a second. */
const everyMs = 1_000;
const sayEveryMs = 10_000;
/** The server ends a session that says nothing for ten minutes. */
const aliveEveryMs = 60_000;

export interface ReplicaGuard {
  /** Pauses while a replica is too far behind. Gives why the rollout stops there; undefined = it goes on, or is cancelled. */
  beforeUnit(): Promise<Refusal | undefined>;
  /** `clockHeld`: the session's clock stands still, and with it the ages of what a replica applies. */
  beforeBatch(clockHeld: boolean): Promise<Refusal | undefined>;
  /** What takes longer than a replica may be behind is over when every replica has the rows of the ledger after it. */
  ran(ms: number): void;
}

interface Guarded {
  session: Pick<TargetSession, "replicas" | "flags">;
  target: Target;
  limits: Limits;
  cancel: AbortSignal;
  pause(ms: number): Promise<void>;
  say(line: string): void;
  /** Writes what the ledger is still to be told. */
  flush(): Promise<void>;
}

/** Nothing is asked where the policy has no `max_lag`. */
export function replicaGuard(guarded: Guarded): ReplicaGuard {
  const { limits } = guarded;
  const { maxLagMs } = limits;
  if (maxLagMs === undefined)
    return { beforeUnit: async () => undefined, beforeBatch: async () => undefined, ran: () => undefined };
  let longRan = false;
  let askedAt = Number.NEGATIVE_INFINITY;
  /** Waited for in vain, and passed over until they are back. */
  const givenUp = new Set<string>();
  const look = async (measure: LagMeasure) => {
    const readings = await guarded.session.replicas(measure !== "status");
    askedAt = performance.now();
    const late = lateReplicas(readings, measure, maxLagMs);
    for (const name of givenUp) if (!late.some((one) => one.name === name)) givenUp.delete(name);
    return late.filter(({ name }) => !givenUp.has(name));
  };
  const wait = async (measure: LagMeasure) => {
    if (measure !== "all" && performance.now() - askedAt < everyMs) return undefined;
    const { late, waitedMs } = await outwait(guarded, () => look(measure));
    if (late.length === 0) return undefined;
    const said = late.map((one) => one.said).join("; ");
    if (limits.onLag === "refuse") return refusal(guarded, said, waitedMs);
    guarded.say(`goes on after ${seconds(waitedMs)} s, as the policy's on_lag says: ${said}`);
    for (const { name } of late) givenUp.add(name);
    return undefined;
  };
  return {
    ran: (ms) => {
      longRan ||= ms > maxLagMs;
    },
    beforeBatch(clockHeld) {
      longRan ||= clockHeld;
      return wait(clockHeld ? "ledger" : "status");
    },
    async beforeUnit() {
      if (!longRan) return wait("status");
      longRan = false;
      await guarded.flush();
      return wait("all");
    },
  };
}

type Late = ReturnType<typeof lateReplicas>;

/** Until none is late, `lag_wait` is over, waiting does not help, or the run is cancelled. */
async function outwait(
  { session, limits, cancel, pause, say }: Guarded,
  look: () => Promise<Late>,
): Promise<{ late: Late; waitedMs: number }> {
  const began = performance.now();
  let [saidAt, aliveAt] = [Number.NEGATIVE_INFINITY, began];
  for (;;) {
    const late = await look();
    const now = performance.now();
    const waitedMs = now - began;
    if (late.length === 0 || cancel.aborted) {
      if (saidAt > 0) say(`goes on: it waited ${seconds(waitedMs)} s for replicas.`);
      return { late: [], waitedMs };
    }
    if (waitedMs >= limits.lagWaitMs || late.every(({ lasting }) => lasting)) return { late, waitedMs };
    if (now - saidAt >= sayEveryMs) {
      say(`waits: ${late.map((one) => one.said).join("; ")}`);
      saidAt = now;
    }
    if (now - aliveAt >= aliveEveryMs) {
      await session.flags();
      aliveAt = now;
    }
    await pause(Math.min(everyMs, limits.lagWaitMs - waitedMs));
  }
}

const seconds = (ms: number): number => Math.round(ms / 1_000);

function refusal({ target }: Guarded, said: string, waitedMs: number): Refusal {
  return {
    code: "replica-behind",
    what: `The rollout to ${where(target)} stops, since a replica is too far behind after ${seconds(waitedMs)} s of lag_wait: ${said}.`,
    fix: "What ran is recorded and does not run again. Start the rollout again once the replica is there, name the replicas that count in `replicas` of the instance, or raise `max_lag` or `lag_wait` of the environment, or set `on_lag: continue`.",
  };
}
