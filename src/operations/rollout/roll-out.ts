import type { Person } from "../../core/approval/approval.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { RolloutView } from "../../core/report/rollout-view.ts";
import { gate } from "../../core/rollout/gate.ts";
import type { Refusal } from "../../core/rollout/rollout.ts";
import type { Clock } from "../ports/clock.ts";
import type { Comments, Deployments } from "../ports/code-host.ts";
import type { Targets } from "../ports/database.ts";
import { carryOut } from "./execute-rollout.ts";
import { findPrevious } from "./find-previous.ts";
import { type EvidencePorts, gatherEvidence } from "./gather-evidence.ts";
import { readGround } from "./read-current-policy.ts";
import { readStanding } from "./read-dispatch.ts";
import { readPending } from "./read-pending.ts";
import { viewRollout } from "./view-rollout.ts";

export interface RolloutPorts extends EvidencePorts {
  targets: Targets;
  deployments: Deployments;
  commentsOf(policy: Pick<Policy, "gate" | "appId">): Comments;
  clock: Clock;
}

export interface RolloutRequest {
  environment: string;
  commit: string;
  /** A merge starts only what rolls out by itself; a person may start anything, if the gate lets him. */
  occasion: "merge" | "person";
  /** Who started the run, and who started it again. */
  actors: readonly Person[];
  /** URL of the run. */
  run: string;
  cancel: AbortSignal;
}

export interface RolloutResult {
  decision: "done" | "nothing-pending" | "waiting" | "refused" | "failed";
  /** Stable: the code of the first refusal, or the decision's own word. */
  reasonCode: string;
  view: RolloutView;
  /** Every reason against it; the view shows the first. */
  refusals: readonly Refusal[];
  /** Sentences for the log: what could not be told to GitHub. */
  remarks: readonly string[];
}

/** Carries everything that is pending at a commit to one environment, if the gate lets it. */
export async function rollOut(ports: RolloutPorts, request: RolloutRequest): Promise<RolloutResult> {
  // 1. The branch as it is now, and the policy that rules it today.
  const ground = await readGround(ports.repository, request);
  const view = viewRollout(ground, request);
  if (request.occasion === "merge" && ground.environment.rollout === "manual") {
    return { decision: "waiting", reasonCode: "waiting", view: view.waiting(), refusals: [], remarks: [] };
  }
  const refuse = (
    refusals: readonly Refusal[],
    plans: Parameters<typeof view.refused>[1] = [],
  ): RolloutResult => ({
    decision: "refused",
    reasonCode: refusals[0]?.code ?? "refused",
    view: view.refused(refusals, plans),
    refusals,
    remarks: [],
  });
  // 2. What can be told without a database: the commit's place, and who says go.
  const standing = await readStanding(ports, ground, request);
  const early = gate(standing);
  if (early.length > 0) return refuse(early);
  // 3. pending = migrations - ledger, read by sessions that only read.
  const { projects, plans, tasks, stops } = await readPending(ports, ground.policy, request);
  if (stops.length > 0) return refuse(stops, plans);
  if (tasks.length === 0) {
    const nothing = { decision: "nothing-pending", reasonCode: "nothing-pending" } as const;
    return { ...nothing, view: view.nothing(), refusals: [], remarks: [] };
  }
  // 4. The gate, over everything. Nothing has been written so far.
  const migrations = await gatherEvidence(ports, { ...ground, ...request }, tasks);
  const previous = await findPrevious(ports.targets, { ...ground, projects, tasks });
  const refusals = gate({ ...standing, migrations, previous });
  if (refusals.length > 0) return refuse(refusals, plans);
  // 5. Target after target; then everybody is told.
  return carryOut(ports, { ground, request, projects, plans, migrations });
}
