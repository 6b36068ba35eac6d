import type { Project, Target } from "../../core/policy/policy.ts";
import { type Plan, plan } from "../../core/rollout/plan.ts";
import type { TargetState, Targets } from "../ports/database.ts";
import type { PlannedProject } from "./plan-projects.ts";

/** One target of an environment, with what every project of it has run there and has not. */
export interface TargetPlan extends Plan {
  target: Target;
  state: TargetState;
}

/** The targets of an environment, in the policy's order, each looked at once without writing. */
export async function lookAtTargets(
  targets: Pick<Targets, "look">,
  projects: readonly PlannedProject[],
  environment: string,
): Promise<TargetPlan[]> {
  const plans: TargetPlan[] = [];
  for (const target of targetsOf(projects, environment)) {
    const state = await targets.look(target);
    plans.push({ target, state, ...planTarget(projects, target, state) });
  }
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
  { exists, ledger }: TargetState,
): Plan {
  const plans = projects
    .filter(({ project }) => project.targets.some((one) => isSame(one, target)))
    .map(({ project, outOfOrder, migrations }) => {
      const own = ledger.filter((row) => row.project === project.name);
      return plan({
        target,
        migrations: migrations(target, own.length === 0),
        ledger: own,
        exists,
        outOfOrder,
      });
    });
  return { tasks: plans.flatMap(({ tasks }) => tasks), stops: plans.flatMap(({ stops }) => stops) };
}

function isSame(a: Target, b: Target): boolean {
  return a.environment === b.environment && a.instance === b.instance && a.database === b.database;
}
