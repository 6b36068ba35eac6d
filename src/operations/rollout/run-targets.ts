import type { RunFacts } from "../../core/rollout/ledger/row.ts";
import type { Refusal } from "../../core/rollout/rollout.ts";
import { pendingTasks } from "../../core/rollout/tasks.ts";
import { UserError } from "../user-error.ts";
import type { TargetPlan } from "./look-at-targets.ts";
import { type RunTargetInput, runTarget, type TargetRun } from "./run-target.ts";

export interface TargetRuns {
  runs: TargetRun[];
  /** Why it stopped; undefined = everything ran. */
  stop: Refusal | undefined;
}

/** What is pending, target after target; the first that stops, stops the rest. */
export async function runTargets(
  input: Omit<RunTargetInput, "target" | "allowed"> & { facts: RunFacts },
  plans: readonly TargetPlan[],
): Promise<TargetRuns> {
  const runs: TargetRun[] = [];
  for (const { target, tasks } of plans) {
    const allowed = pendingTasks(tasks);
    if (allowed.length === 0) continue;
    try {
      const run = await runTarget({ ...input, target, allowed });
      runs.push(run);
      if (run.stop) return { runs, stop: run.stop };
    } catch (error) {
      // A target that cannot be reached or locked stops like one that refuses a statement: the others have run.
      if (!(error instanceof UserError)) throw error;
      return { runs, stop: { code: error.code, what: error.message, fix: error.fix } };
    }
  }
  return { runs, stop: undefined };
}
