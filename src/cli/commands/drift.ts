import { policyPath } from "../../core/policy/edits-gate.ts";
import { renderDrift } from "../../core/report/comment/render-drift.ts";
import { sayChanges, sayDrift, sayNotCompared } from "../../core/report/say/drift.ts";
import type { TargetDrift } from "../../core/rollout/drift/target-drift.ts";
import { where } from "../../core/rollout/tasks.ts";
import { mysqlSchemas } from "../../mysql/mysql-schemas.ts";
import { findDrift } from "../../operations/rollout/find-drift.ts";
import { findEnvironment } from "../../operations/rollout/read-current-policy.ts";
import { UserError } from "../../operations/user-error.ts";
import { defineCommand } from "../command.ts";
import type { ExitCode } from "../io.ts";
import { connectionsNote, environmentOption, jsonOption } from "../options.ts";
import { namedPolicy, policyHere } from "../trusted-policy.ts";

export const driftCommand = defineCommand({
  summary: "what somebody changed past the rollouts",
  usage: "drift --environment E [--json | --format markdown] [--policy FILE]",
  help: `Compares the schemas of an environment's databases, object by object, with what their last rollouts left: tables with columns,
indexes, keys, checks and partitions, views, triggers, procedures, functions, events, sequences, and the databases
themselves. Sizes, counters and times do not count, nor does what the policy ignores. What the account cannot see is said.
mode: drift of the Action does this by the clock, and keeps one issue.`,
  options: {
    environment: environmentOption,
    json: jsonOption,
    format: { type: "string", value: "F", says: "text or markdown", default: "text" },
    policy: { type: "string", value: "FILE", says: `the policy (default: ${policyPath})` },
  },
  notes: `${connectionsNote} An account with SELECT, SHOW VIEW, TRIGGER, EVENT and EXECUTE on
the databases sees all but the bodies of others' routines. Exit 0 where nothing differs, 1 where something does, 2 where it
cannot be told.`,
  async run({ values }, io) {
    if (values.environment === undefined)
      throw new UserError("usage", "Which environment?", "Add --environment with a name of the policy.");
    if (!["text", "markdown"].includes(values.format))
      throw new UserError(
        "usage",
        "There is no such format.",
        "Write --format text, --format markdown or --json.",
      );
    const policy = (await namedPolicy(values.policy, io)) ?? (await policyHere(io));
    if (!policy)
      throw new UserError("policy-missing", `There is no ${policyPath} here.`, "Name one with --policy.");
    const environment = findEnvironment(policy, values.environment);
    const drifts = await findDrift(mysqlSchemas(io.env), policy, environment);
    if (values.json) io.out(`${JSON.stringify(drifts.map(plain), undefined, 2)}\n`);
    else
      io.out(
        values.format === "markdown" ? renderDrift(environment.name, drifts) : drifts.map(text).join("\n"),
      );
    return exitCode(drifts);
  },
});

function plain({ target: { environment, instance, database }, ...drift }: TargetDrift) {
  return { environment, instance, database, ...drift };
}

function text(drift: TargetDrift): string {
  const known = drift.state !== "unknown";
  const unseen = known ? sayNotCompared(drift.notCompared) : undefined;
  const lines = [
    ...(known ? sayChanges(drift.changes) : []),
    ...(unseen === undefined ? [] : [`(${unseen})`]),
  ];
  return [`${where(drift.target)}: ${sayDrift(drift)}`, ...lines.map((line) => `  ${line}`)]
    .join("\n")
    .concat("\n");
}

function exitCode(drifts: readonly TargetDrift[]): ExitCode {
  if (drifts.some(({ state }) => state === "drifted")) return 1;
  return drifts.some(({ state }) => state === "unknown") ? 2 : 0;
}
