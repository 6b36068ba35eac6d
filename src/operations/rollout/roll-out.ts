import { gate } from "../../core/rollout/gate.ts";
import type { Refusal } from "../../core/rollout/rollout.ts";
import { checkAccess } from "./check-access.ts";
import { executeRollout } from "./execute-rollout.ts";
import { findPrevious } from "./find-previous.ts";
import { gatherEvidence } from "./gather-evidence.ts";
import { checkOnline } from "./online/foresee-online.ts";
import { onlineFor } from "./online/online-for.ts";
import { readCurrentPolicy } from "./read-current-policy.ts";
import { readDispatch } from "./read-dispatch.ts";
import { readPending } from "./read-pending.ts";
import type { RolloutPorts, RolloutRequest, RolloutResult } from "./request.ts";
import { viewRollout } from "./view-rollout.ts";

/** Carries everything that is pending at a commit to one environment, if the gate lets it. */
export async function rollOut(ports: RolloutPorts, request: RolloutRequest): Promise<RolloutResult> {
  // 1. The branch as it is now, and the policy that rules it today.
  const current = await readCurrentPolicy(ports.repository, request);
  const view = viewRollout(current, request);
  if (request.occasion === "merge" && current.environment.rollout === "manual") {
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
  const dispatch = await readDispatch(ports, current, request);
  const early = gate(dispatch);
  if (early.length > 0) return refuse(early);
  // 3. pending = migrations - ledger, read by sessions that only read.
  const { projects, plans, tasks, stops } = await readPending(ports, current.policy, request);
  if (stops.length > 0) return refuse(stops, plans);
  if (tasks.length === 0) {
    const nothing = { decision: "nothing-pending", reasonCode: "nothing-pending" } as const;
    return { ...nothing, view: view.nothing(), refusals: [], remarks: [] };
  }
  // 4. The gate, over everything. Nothing has been written so far.
  const migrations = await gatherEvidence(ports, { ...current, ...request }, tasks);
  const previous = await findPrevious(ports.targets, { ...current, projects, tasks });
  const refusals = gate({ ...dispatch, now: ports.clock.now().getTime(), migrations, previous });
  if (refusals.length > 0) return refuse(refusals, plans);
  const denied = await checkAccess(ports.accounts, plans);
  if (denied.length > 0) return refuse(denied, plans);
  const online = onlineFor(current.environment, ports.online);
  const unfit = online ? await checkOnline(online, plans) : [];
  if (unfit.length > 0) return refuse(unfit, plans);
  // 5. Target after target; then everybody is told.
  return executeRollout(ports, { current, request, projects, plans, migrations });
}
