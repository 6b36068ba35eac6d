import type { Environment, Policy } from "../../core/policy/policy.ts";
import { type GroupMatrix, matrixOf } from "../../core/rollout/matrix.ts";
import type { Refusal } from "../../core/rollout/rollout.ts";
import { groupTargets, orderOf } from "../../core/rollout/target-groups.ts";
import { pendingTasks } from "../../core/rollout/tasks.ts";
import type { Repository } from "../ports/code-host.ts";
import type { Targets } from "../ports/database.ts";
import { readPending } from "./read-pending.ts";

interface Ports {
  repository: Pick<Repository, "tree" | "blob" | "origin">;
  targets: Pick<Targets, "look">;
}

interface Wanted {
  policy: Policy;
  environment: Environment;
  commit: string;
  /** How many jobs at most; undefined = as many as GitHub takes. */
  jobs: number | undefined;
}

/**
 * What is left to roll out in an environment, by its targets' own ledgers: a target that does not answer, or that something
 * stops, is in it too, since its own job says so. Nothing is written.
 */
export async function readMatrix(
  ports: Ports,
  { policy, environment, commit, jobs }: Wanted,
): Promise<{ groups: GroupMatrix[] } | { stops: readonly Refusal[] }> {
  const order = { ...orderOf(environment), onError: "continue" } as const;
  const { plans, stops } = await readPending(
    ports,
    { policy, environment: { ...environment, order } },
    commit,
  );
  if (plans.length === 0 && stops.length > 0) return { stops };
  const left = plans.filter((plan) => plan.stops.length > 0 || pendingTasks(plan.tasks).length > 0);
  return { groups: matrixOf(groupTargets(orderOf(environment), left), jobs) };
}
