import { where } from "../../core/rollout/plan.ts";
import type { PlannedMigration } from "../../core/rollout/rollout.ts";
import type { Decision } from "../../operations/rollout/record-decision.ts";
import { UserError } from "../../operations/user-error.ts";
import { defineCommand } from "../command.ts";
import { connectionsNote, deciderOptions, rolloutOptions } from "../options.ts";
import { recordForEach } from "../record-for-each.ts";

export const skipCommand = defineCommand({
  summary: "never run one migration here, or settle a statement in doubt",
  usage: "skip --environment E --file FILE [--statement N [--again]] --actor NAME --reason TEXT",
  help: "Says that a migration never runs here, or settles one statement that ended in doubt.",
  options: {
    file: { type: "string", value: "FILE", says: "the migration" },
    statement: {
      type: "string",
      value: "N",
      says: "only its Nth statement, from 1: it took effect, the rollout goes on behind it",
    },
    again: { type: "boolean", says: "it did not take effect: the rollout sends it again" },
    ...deciderOptions,
    ...rolloutOptions,
  },
  notes: connectionsNote,
  async run({ values }, io) {
    await recordForEach("skip", values, io, ({ target, tasks }) => {
      const task = tasks.find(({ migration }) => migration.path === values.file);
      if (!task) throw noSuch(`${values.file ?? "No file"} is no migration of ${where(target)}.`);
      return decisionOf(values, task.migration);
    });
    return 0;
  },
});

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
