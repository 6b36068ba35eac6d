import type { MigrationEvidence } from "../core/rollout/gate.ts";
import { pendingTasks } from "../core/rollout/plan.ts";
import type { Refusal, Task } from "../core/rollout/rollout.ts";
import type { TargetPlan } from "./look-at-targets.ts";
import type { PlannedProject } from "./plan-projects.ts";
import type { Ground } from "./read-ground.ts";
import type { RolloutPorts, RolloutRequest, RolloutResult } from "./roll-out.ts";
import { runTarget, type TargetRun } from "./run-target.ts";
import { tellPulls } from "./tell-pulls.ts";
import { viewRollout } from "./view-rollout.ts";

interface Carried {
  ground: Ground;
  request: RolloutRequest;
  projects: readonly PlannedProject[];
  plans: readonly TargetPlan[];
  migrations: readonly MigrationEvidence[];
}

/** Runs what the gate let through, target after target, and shows it where people look. */
export async function carryOut(ports: RolloutPorts, carried: Carried): Promise<RolloutResult> {
  const { ground, request, plans, migrations } = carried;
  const description = `${plans.flatMap(({ tasks }) => pendingTasks(tasks)).length} migrations`;
  const { name } = ground.environment;
  const deployment = await ports.deployments.create({
    environment: name,
    commit: request.commit,
    description,
  });
  await ports.deployments.update(deployment, { state: "in_progress", description, url: request.run });
  const runs: TargetRun[] = [];
  const refusals: Refusal[] = [];
  try {
    for (const plan of plans) {
      if (refusals.length > 0) break;
      const run = await runOn(ports, carried, plan);
      if (run) runs.push(run);
      if (run?.stop) refusals.push(run.stop);
    }
  } finally {
    const isDone = refusals.length === 0 && runs.length > 0;
    await ports.deployments.update(deployment, {
      state: isDone ? "success" : "failure",
      description,
      url: request.run,
    });
  }
  const view = viewRollout(ground, request).ran(plans, runs, refusals);
  const remarks = await tellPulls(ports, ground, view, migrations);
  if (refusals[0]) return { decision: "failed", reasonCode: refusals[0].code, view, refusals, remarks };
  return { decision: "done", reasonCode: "done", view, refusals, remarks };
}

async function runOn(
  ports: RolloutPorts,
  { request, projects, migrations }: Carried,
  { target, tasks }: TargetPlan,
): Promise<TargetRun | undefined> {
  const allowed = pendingTasks(tasks);
  if (allowed.length === 0) return undefined;
  const { commit, run, actors, cancel } = request;
  const actor = actors.map(({ login }) => login).join(", ");
  const factsOf = ({ migration }: Task) => ({
    actor,
    run,
    commit,
    approvals: approvalsOf(migrations, migration.path),
  });
  return runTarget({ ...ports, projects, target, allowed, factsOf, cancel });
}

/** What the ledger keeps of the gate's evidence. */
function approvalsOf(migrations: readonly MigrationEvidence[], path: string): string {
  const pull = migrations.find((one) => one.path === path)?.pull;
  const steps = (pull?.approval?.steps ?? []).map(({ role, status, by }) => ({
    role,
    status,
    by: by && { id: by.person.id, login: by.person.login, review: by.review, at: by.at },
  }));
  return JSON.stringify({ pull: pull?.number, digest: pull?.digest, steps });
}
