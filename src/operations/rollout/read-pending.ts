import { wantedPath } from "../../core/migration/select.ts";
import type { Environment, Policy } from "../../core/policy/policy.ts";
import type { Refusal, Task } from "../../core/rollout/rollout.ts";
import { orderOf } from "../../core/rollout/target-groups.ts";
import { pendingTasks } from "../../core/rollout/tasks.ts";
import type { Repository } from "../ports/code-host.ts";
import type { Targets } from "../ports/database.ts";
import { readFiles } from "../read-files.ts";
import { stopsOfAll } from "./admit-targets.ts";
import { lookAtTargets, type TargetPlan } from "./look-at-targets.ts";
import { type PlannedProject, planProjects } from "./plan-projects.ts";

export interface Pending {
  projects: PlannedProject[];
  /** Target by target, everything with what the ledger says of it. */
  plans: TargetPlan[];
  tasks: Task[];
  /** Why nothing at all may run; what stops one target alone is in its plan. */
  stops: Refusal[];
}

/** What a rollout of a commit would run in an environment, and what stops it. Nothing is written. */
export async function readPending(
  {
    repository,
    targets,
  }: { repository: Pick<Repository, "tree" | "blob" | "origin">; targets: Pick<Targets, "look"> },
  { policy, environment }: { policy: Policy; environment: Environment },
  commit: string,
): Promise<Pending> {
  const files = await readFiles(repository, await repository.tree(commit, wantedPath(policy)));
  const { projects, problems } = planProjects(policy, files, await repository.origin());
  // Two files of one version: what ran already is past, and of what has not the plan says it.
  const standing = problems.filter(({ code }) => code !== "migration-duplicate-version");
  if (standing.length > 0) return { projects, plans: [], tasks: [], stops: standing };
  const plans = await lookAtTargets(targets, projects, environment);
  return {
    projects,
    plans,
    tasks: plans.flatMap(({ tasks }) => pendingTasks(tasks)),
    stops: stopsOfAll(orderOf(environment), plans),
  };
}

/** Everything that stops something, whether all of it or one target. */
export function everyStop({ plans, stops }: Pick<Pending, "plans" | "stops">): readonly Refusal[] {
  return plans.length > 0 ? plans.flatMap((plan) => plan.stops) : stops;
}
