import type { TargetOrder } from "../../core/policy/policy.ts";
import type { Refusal } from "../../core/rollout/rollout.ts";
import type { Accounts } from "../ports/database.ts";
import { asRefusal, UserError } from "../user-error.ts";
import { checkAccess } from "./check-access.ts";
import { inParallel } from "./in-groups.ts";
import type { TargetPlan } from "./look-at-targets.ts";

/**
 * Why nothing may run at all. Where the failure of one target says nothing about the others, what stops one of them is
 * that one's own, as long as another one may run.
 */
export function stopsOfAll(
  { onError }: Pick<TargetOrder, "onError">,
  plans: readonly TargetPlan[],
): Refusal[] {
  const isOwn = onError === "continue" && plans.some(({ stops }) => stops.length === 0);
  return isOwn ? [] : plans.flatMap(({ stops }) => stops);
}

/** The plans, each with what its server would refuse of what is pending there. */
export function askAccess(
  accounts: Accounts,
  plans: readonly TargetPlan[],
  { parallel, onError }: TargetOrder,
): Promise<TargetPlan[]> {
  return inParallel(plans, { most: parallel }, async (plan) => {
    if (plan.stops.length > 0) return plan;
    try {
      return { ...plan, stops: await checkAccess(accounts, [plan]) };
    } catch (error) {
      if (!(error instanceof UserError) || onError === "stop") throw error;
      return { ...plan, stops: [asRefusal(error)] };
    }
  });
}
