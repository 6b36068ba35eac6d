import type { Task } from "../../core/rollout/rollout.ts";
import type { Decision } from "../../operations/rollout/record-decision.ts";
import { UserError } from "../../operations/user-error.ts";
import { defineCommand } from "../command.ts";
import { connectionsNote, deciderOptions, rolloutOptions } from "../options.ts";
import { recordForEach } from "../record-for-each.ts";

export const baselineCommand = defineCommand({
  summary: "record what is there already",
  usage: "baseline --environment E (--through FILE | --schema | --repository) --actor NAME --reason TEXT",
  help: "Records what is there already, without running anything.",
  options: {
    through: {
      type: "string",
      value: "FILE",
      says: "this migration and those before it have run on the targets, before Tollgate did",
    },
    schema: {
      type: "boolean",
      says: "the schema as it is now is meant to be so: the next drift is measured from it",
    },
    repository: {
      type: "boolean",
      says: "the ledger is about this repository's migrations now, whichever it was about before",
    },
    ...deciderOptions,
    ...rolloutOptions,
  },
  notes: connectionsNote,
  async run({ values }, io) {
    await recordForEach("baseline", values, io, ({ tasks }) => decisionOf(values, tasks));
    return 0;
  },
});

function decisionOf(
  {
    through,
    schema,
    repository,
  }: { through?: string | undefined; schema?: boolean | undefined; repository?: boolean | undefined },
  tasks: readonly Task[],
): Decision {
  if (repository && !schema && through === undefined) return { kind: "take-over" };
  if (schema && !repository && through === undefined) return { kind: "accept-schema" };
  const last = tasks.findIndex(({ migration }) => migration.path === through);
  if (through === undefined || schema || repository || last < 0) {
    throw new UserError(
      "usage",
      through === undefined ? "What is there already?" : `${through} is no migration of these targets.`,
      "Give one of --through FILE, --schema and --repository.",
    );
  }
  const open = tasks.slice(0, last + 1).filter(({ status }) => status === "not-started");
  return { kind: "baseline", paths: open.map(({ migration }) => migration.path) };
}
