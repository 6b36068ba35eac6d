import type { LedgerEntry } from "../core/rollout/ledger/row.ts";
import { where } from "../core/rollout/tasks.ts";
import type { TargetPlan } from "../operations/rollout/look-at-targets.ts";
import { type Decision, recordDecision } from "../operations/rollout/record-decision.ts";
import type { Io } from "./io.ts";
import { type DeciderOptions, readDecider } from "./read-decider.ts";
import { type RolloutOptions, readRollout } from "./read-rollout.ts";

/** Writes what somebody decides past the gate into the ledger of every target that the options name. */
export async function recordForEach(
  command: string,
  options: RolloutOptions & DeciderOptions & { json?: boolean | undefined },
  io: Io,
  decide: (plan: TargetPlan) => Decision,
): Promise<void> {
  const { plans, commit, targets, projects } = await readRollout(options, io);
  const decider = readDecider(options, commit, command);
  const say = (line: string) => io.err(`${line}\n`);
  const cancel = new AbortController().signal;
  const tools = { targets, projects, clock: { now: () => new Date() }, cancel, say };
  const recorded: { instance: string; database: string; rows: string[] }[] = [];
  for (const plan of plans) {
    const entries = await recordDecision(tools, plan.target, decide(plan), decider);
    const { instance, database } = plan.target;
    recorded.push({ instance, database, rows: entries.map(sayEntry) });
    if (!options.json)
      io.out(`${where(plan.target)}: ${entries.map(sayEntry).join(", ") || "nothing to record"}\n`);
  }
  if (options.json) io.out(`${JSON.stringify(recorded, undefined, 2)}\n`);
}

function sayEntry({ event, path, detail }: LedgerEntry): string {
  if (event === "run") return "this repository";
  if (event === "schema") return "the schema as it is now";
  const said = event === "decided" && "verdict" in detail ? detail.verdict : event;
  return `${path} ${said}`;
}
