import type { Environment, Policy, Target } from "../../core/policy/policy.ts";
import type { PreviousEvidence } from "../../core/rollout/gate.ts";
import type { Task } from "../../core/rollout/rollout.ts";
import { pendingTasks, where } from "../../core/rollout/tasks.ts";
import type { Targets } from "../ports/database.ts";
import { UserError } from "../user-error.ts";
import { planTarget, targetsOf } from "./look-at-targets.ts";
import type { PlannedProject } from "./plan-projects.ts";

interface Input {
  projects: readonly PlannedProject[];
  policy: Pick<Policy, "environments">;
  /** Where the rollout goes, and what is pending there. */
  environment: Environment;
  tasks: readonly Task[];
}

/**
 * Whether the environment before this one has what is pending here, byte for byte. Its own ledger says so: deployments
 * and statuses on GitHub can be written by anybody who may write there.
 */
export async function findPrevious(
  targets: Pick<Targets, "look">,
  { projects, policy: { environments }, environment, tasks }: Input,
): Promise<PreviousEvidence[]> {
  const evidence: PreviousEvidence[] = [];
  const earlier = environments.slice(0, environments.indexOf(environment)).reverse();
  for (const planned of projects) {
    const own = tasks.filter(({ migration }) => migration.project === planned.project.name);
    const before = earlier.find(({ name }) =>
      planned.project.targets.some((target) => target.environment === name),
    );
    if (own.length === 0 || !before) continue;
    for (const target of targetsOf([planned], before.name)) {
      evidence.push(await lookThere(targets, planned, target, own));
    }
  }
  return evidence;
}

async function lookThere(
  targets: Pick<Targets, "look">,
  planned: PlannedProject,
  target: Target,
  pending: readonly Task[],
): Promise<PreviousEvidence> {
  const environment = `${target.environment} (${where(target)})`;
  try {
    const { tasks } = planTarget([planned], target, await targets.look(target));
    const missing = new Set(pendingTasks(tasks).map(({ migration }) => migration.path));
    const paths = [...new Set(pending.map(({ migration }) => migration.path))];
    return { environment, missing: paths.filter((path) => missing.has(path)), unknown: undefined };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { environment, missing: [], unknown: error.message };
  }
}
