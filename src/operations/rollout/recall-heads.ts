import { readHeads, rememberedKey, whyCutShort } from "../../core/rollout/ledger/remembered-head.ts";
import type { Refusal } from "../../core/rollout/rollout.ts";
import { pendingTasks } from "../../core/rollout/tasks.ts";
import type { Deployments } from "../ports/code-host.ts";
import { sha256 } from "../sha256.ts";
import type { TargetPlan } from "./look-at-targets.ts";

type Recall = Pick<Deployments, "list" | "statuses">;

/** A run that died left nothing, and the one before it is looked at. */
const mostLooked = 5;

/** Plans with a stop where the ledger is not the one that the last rollout left, as GitHub remembers it. */
export async function recallHeads(
  deployments: Recall,
  environment: string,
  plans: readonly TargetPlan[],
): Promise<TargetPlan[]> {
  const open = plans.filter(({ tasks, stops }) => stops.length === 0 && pendingTasks(tasks).length > 0);
  if (open.length === 0) return [...plans];
  const recall = recalling(deployments, await deployments.list(environment));
  const stopped = new Map<TargetPlan, Refusal>();
  for (const plan of open) {
    const head = await recall(rememberedKey(plan.target, sha256));
    const stop = head && whyCutShort(plan.target, plan.state, head);
    if (stop) stopped.set(plan, stop);
  }
  return plans.map((plan) => {
    const stop = stopped.get(plan);
    return stop ? { ...plan, stops: [stop] } : plan;
  });
}

/** Each deployment is read once, whichever of its targets is asked about. */
function recalling({ statuses }: Recall, all: Awaited<ReturnType<Deployments["list"]>>) {
  const known = new Map<number, ReturnType<Deployments["statuses"]>>();
  return async (key: string) => {
    for (const { id, createdAt } of all.filter(({ targets }) => targets.includes(key)).slice(0, mostLooked)) {
      const said = known.get(id) ?? statuses(id);
      known.set(id, said);
      for (const { description, url } of await said) {
        const head = readHeads(description).get(key);
        if (head) return { ...head, at: createdAt, url };
      }
    }
    return undefined;
  };
}
