import { parseArgs } from "node:util";
import type { Task } from "../../core/rollout/rollout.ts";
import type { Decision } from "../../operations/rollout/record-decision.ts";
import { UserError } from "../../operations/user-error.ts";
import type { ExitCode, Io } from "../io.ts";
import { deciderOptions } from "../read-decider.ts";
import { rolloutOptions, rolloutOptionsHelp } from "../read-rollout.ts";
import { recordForEach } from "../record-for-each.ts";

const help = `tollgate baseline --environment E (--through FILE | --schema) --actor NAME --reason TEXT

Records what is there already, without running anything.

  --through FILE        this migration and those before it have run on the targets, before Tollgate did
  --schema              the schema as it is now is meant to be so: the next drift is measured from it

${rolloutOptionsHelp}`;

export async function run(args: string[], io: Io): Promise<ExitCode> {
  const { values } = parseArgs({
    args,
    options: {
      ...rolloutOptions,
      ...deciderOptions,
      through: { type: "string" },
      schema: { type: "boolean" },
    },
  });
  if (values.help) {
    io.out(help);
    return 0;
  }
  await recordForEach("baseline", values, io, ({ tasks }) => decisionOf(values, tasks));
  return 0;
}

function decisionOf(
  { through, schema }: { through?: string | undefined; schema?: boolean | undefined },
  tasks: readonly Task[],
): Decision {
  if (schema && through === undefined) return { kind: "accept-schema" };
  const last = tasks.findIndex(({ migration }) => migration.path === through);
  if (through === undefined || schema || last < 0) {
    throw new UserError(
      "usage",
      through === undefined ? "What is there already?" : `${through} is no migration of these targets.`,
      "Give either --through FILE or --schema.",
    );
  }
  const open = tasks.slice(0, last + 1).filter(({ status }) => status === "not-started");
  return { kind: "baseline", migrations: open.map(({ migration }) => migration) };
}
