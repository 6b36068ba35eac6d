import type { Project, Target } from "../../core/policy/policy.ts";
import { foldLedger, type Ledger } from "../../core/rollout/ledger/fold.ts";
import { ledgerStops } from "../../core/rollout/ledger-stops.ts";
import { type Plan, plan } from "../../core/rollout/plan.ts";
import { pendingTasks } from "../../core/rollout/tasks.ts";
import type { Targets } from "../ports/database.ts";
import type { TargetState } from "../ports/target-state.ts";
import type { PlannedProject } from "./plan-projects.ts";
import { sha256 } from "./sha256.ts";

/** One target of an environment, with what every project of it has run there and has not. */
export interface TargetPlan extends Plan {
  target: Target;
  state: TargetState;
  ledger: Ledger;
}

/** The targets of an environment, in the policy's order, each looked at once without writing. */
export async function lookAtTargets(
  targets: Pick<Targets, "look">,
  projects: readonly PlannedProject[],
  environment: string,
): Promise<TargetPlan[]> {
  const plans: TargetPlan[] = [];
  for (const target of targetsOf(projects, environment))
    plans.push(planTarget(projects, target, await targets.look(target)));
  return plans;
}

export function targetsOf(
  projects: readonly { project: Pick<Project, "targets"> }[],
  environment: string,
): Target[] {
  const all = projects.flatMap(({ project }) => project.targets);
  const here = all.filter((target) => target.environment === environment);
  return [...new Map(here.map((target) => [`${target.instance}\0${target.database}`, target])).values()];
}

/** What all projects of the target have to run there, project after project. */
export function planTarget(
  projects: readonly PlannedProject[],
  target: Target,
  state: TargetState,
): TargetPlan {
  const ledger = foldLedger(state.rows, sha256);
  const here = projects.filter(({ project }) => project.targets.some((one) => isSame(one, target)));
  const plans = here.map(({ project, outOfOrder, sameVersion, migrations }) => {
    const isFresh = ![...ledger.files.values()].some((file) => file.project === project.name);
    const input = {
      target,
      project: project.name,
      ledger,
      exists: state.exists,
      outOfOrder,
      sameVersion,
      sha256,
    };
    return plan({ ...input, migrations: migrations(target, isFresh) });
  });
  const tasks = plans.flatMap((one) => one.tasks);
  const stops = ledgerStops({ target, ledger, state, pending: pendingTasks(tasks).length });
  // What a ledger that cannot be believed says of the files is not worth repeating.
  if (stops.length > 0) return { target, state, ledger, tasks, stops };
  return { target, state, ledger, tasks, stops: plans.flatMap((one) => one.stops) };
}

function isSame(a: Target, b: Target): boolean {
  return a.environment === b.environment && a.instance === b.instance && a.database === b.database;
}
