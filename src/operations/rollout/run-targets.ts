import type { Target, TargetOrder } from "../../core/policy/policy.ts";
import type { RunFacts } from "../../core/rollout/ledger/row.ts";
import type { Refusal } from "../../core/rollout/rollout.ts";
import { groupTargets } from "../../core/rollout/target-groups.ts";
import { pendingTasks, where } from "../../core/rollout/tasks.ts";
import { asRefusal, UserError } from "../user-error.ts";
import { inGroups } from "./in-groups.ts";
import type { TargetPlan } from "./look-at-targets.ts";
import { type RunTargetInput, runTarget, type TargetRun } from "./run-target.ts";

export interface TargetRuns {
  /** Of every target that was tried; who is not here was not. */
  runs: TargetRun[];
  /** Why targets stopped, in their order; empty = everything ran. */
  stops: readonly Refusal[];
}

type Input = Omit<RunTargetInput, "target" | "allowed"> & { facts: RunFacts; order: TargetOrder };

/** What is pending, on the targets in the order of the policy's groups. */
export async function runTargets(input: Input, plans: readonly TargetPlan[]): Promise<TargetRuns> {
  const { order, cancel } = input;
  const pending = plans.filter(({ tasks, stops }) => stops.length > 0 || pendingTasks(tasks).length > 0);
  const several = pending.length > 1;
  const ends = await inGroups(groupTargets(order, pending), {
    most: order.parallel,
    act: (plan) => runPlanned(several ? saying(input, plan.target) : input, plan),
    failed: ({ stop }) => stop !== undefined,
    cancel,
  });
  const runs = pending.flatMap(({ target }) => ends.find((end) => end.target === target) ?? []);
  const stops = runs.flatMap(({ stop }) => stop ?? []);
  const next = pending.find(({ target }) => !runs.some((run) => run.target === target));
  return { runs, stops: stops.length === 0 && next ? [cancelledBefore(next.target)] : stops };
}

/** Several targets speak at the same time: each line says of which it is. */
function saying(input: Input, target: Target): Input {
  return { ...input, say: (line) => input.say(`${where(target)}: ${line}`) };
}

/** Whatever stops a target is that target's end, and none of the others'. */
async function runPlanned(input: Input, { target, tasks, stops }: TargetPlan): Promise<TargetRun> {
  const notRun = (stop: Refusal): TargetRun => ({ target, files: [], stop, diff: "", head: undefined });
  if (stops[0]) return notRun(stops[0]);
  try {
    return await runTarget({ ...input, target, allowed: pendingTasks(tasks) });
  } catch (error) {
    if (!(error instanceof UserError)) {
      input.say(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return notRun(unexpected(target, error));
    }
    return notRun(asRefusal(error));
  }
}

function unexpected(target: Target, error: unknown): Refusal {
  const said = error instanceof Error ? error.message : String(error);
  return {
    code: "unexpected",
    what: `The rollout to ${where(target)} ended by an error that Tollgate did not foresee: ${said}`,
    fix: "Start it again: it goes on from what the ledger says. If it ends so again, report it with the log.",
  };
}

function cancelledBefore(target: Target): Refusal {
  return {
    code: "cancelled",
    what: `The rollout was cancelled before ${where(target)}.`,
    fix: "What ran is recorded and does not run again. Start the rollout again to go on.",
  };
}
