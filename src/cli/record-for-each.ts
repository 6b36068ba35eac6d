import { where } from "../core/rollout/plan.ts";
import type { TargetPlan } from "../operations/rollout/look-at-targets.ts";
import { type Decision, recordDecision } from "../operations/rollout/record-decision.ts";
import type { Io } from "./io.ts";
import { type DeciderOptions, readDecider } from "./read-decider.ts";
import { type RolloutOptions, readRollout } from "./read-rollout.ts";

/** Writes what somebody decides past the gate into the ledger of every target that the options name. */
export async function recordForEach(
  command: string,
  options: RolloutOptions & DeciderOptions,
  io: Io,
  decide: (plan: TargetPlan) => Decision,
): Promise<void> {
  const { plans, commit, targets } = await readRollout(options, io);
  const decider = readDecider(options, commit, command);
  const tools = { targets, clock: { now: () => new Date() }, cancel: new AbortController().signal };
  for (const plan of plans) {
    const rows = await recordDecision(tools, plan.target, decide(plan), decider);
    const said = rows.map(({ path, status }) => `${path} ${status}`);
    io.out(`${where(plan.target)}: ${said.join(", ") || "nothing to record"}\n`);
  }
}
