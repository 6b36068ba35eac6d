import { gate } from "../../core/rollout/gate.ts";
import type { Refusal } from "../../core/rollout/rollout.ts";
import { orderOf } from "../../core/rollout/target-groups.ts";
import { askAccess, stopsOfAll } from "./admit-targets.ts";
import { executeRollout } from "./execute-rollout.ts";
import { findPrevious } from "./find-previous.ts";
import { gatherEvidence } from "./gather-evidence.ts";
import { checkOnline } from "./online/foresee-online.ts";
import { onlineFor } from "./online/online-for.ts";
import { onlyTargets } from "./only-targets.ts";
import { readCurrentPolicy } from "./read-current-policy.ts";
import { readDispatch } from "./read-dispatch.ts";
import { readPending } from "./read-pending.ts";
import { recallHeads } from "./recall-heads.ts";
import type { RolloutPorts, RolloutRequest, RolloutResult } from "./request.ts";
import { viewRollout } from "./view-rollout.ts";

/** Carries everything that is pending at a commit to one environment, if the gate lets it. */
export async function rollOut(ports: RolloutPorts, request: RolloutRequest): Promise<RolloutResult> {
  // 1. The branch as it is now, and the policy that rules it today.
  const current = onlyTargets(await readCurrentPolicy(ports.repository, request), request.targets);
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
  const { projects, plans: looked, tasks, stops } = await readPending(ports, current, request.commit);
  if (stops.length > 0) return refuse(stops, looked);
  const plans = await recallHeads(ports.deployments, current.environment.name, looked);
  const cutShort = stopsOfAll(orderOf(current.environment), plans);
  if (cutShort.length > 0) return refuse(cutShort, plans);
  if (tasks.length === 0 && plans.every((plan) => plan.stops.length === 0)) {
    const nothing = { decision: "nothing-pending", reasonCode: "nothing-pending" } as const;
    return { ...nothing, view: view.nothing(), refusals: [], remarks: [] };
  }
  // 4. The gate, over everything. Nothing has been written so far.
  const migrations = await gatherEvidence(
    ports,
    { ...current, ...request, actors: dispatch.actors.map(({ person }) => person) },
    tasks,
  );
  const previous = await findPrevious(ports.targets, { ...current, projects, tasks });
  const refusals = gate({ ...dispatch, now: ports.clock.now().getTime(), migrations, previous });
  if (refusals.length > 0) return refuse(refusals, plans);
  const admitted = await askAccess(ports.accounts, plans, orderOf(current.environment));
  const denied = stopsOfAll(orderOf(current.environment), admitted);
  if (denied.length > 0) return refuse(denied, admitted);
  const online = onlineFor(current.environment, ports.online);
  const unfit = online ? await checkOnline(online, admitted) : [];
  if (unfit.length > 0) return refuse(unfit, admitted);
  // 5. The targets, in the order of the policy; then everybody is told.
  return executeRollout(ports, { current, request, projects, plans: admitted, migrations });
}
