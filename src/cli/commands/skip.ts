import { parseArgs } from "node:util";
import { where } from "../../core/rollout/plan.ts";
import type { PlannedMigration } from "../../core/rollout/rollout.ts";
import type { Decision } from "../../operations/rollout/record-decision.ts";
import { UserError } from "../../operations/user-error.ts";
import type { ExitCode, Io } from "../io.ts";
import { deciderOptions } from "../read-decider.ts";
import { rolloutOptions, rolloutOptionsHelp } from "../read-rollout.ts";
import { recordForEach } from "../record-for-each.ts";

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
  await recordForEach("skip", values, io, ({ target, tasks }) => {
    const task = tasks.find(({ migration }) => migration.path === values.file);
    if (!task) throw noSuch(`${values.file ?? "No file"} is no migration of ${where(target)}.`);
    return decisionOf(values, task.migration);
  });
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
