import { parseArgs } from "node:util";
import { where } from "../../core/rollout/plan.ts";
import type { PlannedMigration } from "../../core/rollout/rollout.ts";
import { type Decision, recordDecision } from "../../operations/record-decision.ts";
import { UserError } from "../../operations/user-error.ts";
import type { ExitCode, Io } from "../io.ts";
import { deciderOptions, readDecider } from "../read-decider.ts";
import { readRollout, rolloutOptions, rolloutOptionsHelp } from "../read-rollout.ts";

const help = `tollgate skip --environment E --file FILE [--statement N [--again]] --actor NAME --reason TEXT

Says that a migration never runs here, or settles one statement that ended in doubt.

  --file FILE           the migration
  --statement N         only its Nth statement, from 1: it took effect, the rollout goes on behind it
  --again               it did not take effect: the rollout sends it again

${rolloutOptionsHelp}`;

export async function run(args: string[], io: Io): Promise<ExitCode> {
  const { values } = parseArgs({
    args,
    options: {
      ...rolloutOptions,
      ...deciderOptions,
      file: { type: "string" },
      statement: { type: "string" },
      again: { type: "boolean" },
    },
  });
  if (values.help) {
    io.out(help);
    return 0;
  }
  const { plans, commit, targets } = await readRollout(values, io);
  const decider = readDecider(values, commit, "skip");
  const tools = { targets, clock: { now: () => new Date() }, cancel: new AbortController().signal };
  for (const { target, tasks } of plans) {
    const task = tasks.find(({ migration }) => migration.path === values.file);
    if (!task) throw noSuch(`${values.file ?? "No file"} is no migration of ${where(target)}.`);
    const [row] = await recordDecision(tools, target, decisionOf(values, task.migration), decider);
    io.out(`${where(target)}: ${row?.path} ${row?.status}\n`);
  }
  return 0;
}

function decisionOf(
  { statement, again }: { statement?: string | undefined; again?: boolean | undefined },
  migration: PlannedMigration,
): Decision {
  if (statement === undefined) return { kind: "skip", migration };
  const index = Number(statement) - 1;
  if (!migration.statements[index]) throw noSuch(`${migration.path} has no statement ${statement}.`);
  return { kind: "settle", migration, statement: index, ran: again !== true };
}

function noSuch(what: string): UserError {
  return new UserError(
    "usage",
    what,
    "Look at `tollgate status` for the migrations, and count statements from 1.",
  );
}
