import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { policyPath } from "../../core/policy/edits-gate.ts";
import { sayCount } from "../../core/report/say/size.ts";
import { where } from "../../core/rollout/tasks.ts";
import { writeStatistics } from "../../core/schema/write-statistics.ts";
import { mysqlDatabases } from "../../mysql/mysql-databases.ts";
import { findEnvironment } from "../../operations/rollout/read-current-policy.ts";
import { takeStatistics } from "../../operations/statistics/take.ts";
import { UserError } from "../../operations/user-error.ts";
import { defineCommand } from "../command.ts";
import type { Io } from "../io.ts";
import { connectionsNote, environmentOption } from "../options.ts";
import { namedPolicy, policyHere } from "../trusted-policy.ts";

export const statsCommand = defineCommand({
  summary: "how large an environment's tables are, for reviews to know",
  usage: "stats --environment E [--out FILE] [--policy FILE]",
  help: `Asks an environment's databases how large their tables are, and prints what they say: the file E.json of the policy's
statistics_branch, which reviews read. mode: stats of the Action commits it there.`,
  options: {
    environment: environmentOption,
    out: { type: "string", value: "FILE", says: "write it there instead" },
    policy: { type: "string", value: "FILE", says: `the policy (default: ${policyPath})` },
  },
  notes: `${connectionsNote} An account with SELECT is enough; PROCESS
shows row versions and all foreign keys as well, TRIGGER shows triggers. What is not visible is left out, and counts as
unknown. Runs SELECT and SHOW, and no more. Exit 2 where a database did not answer: the others are written all the same.`,
  async run({ values }, io) {
    if (values.environment === undefined)
      throw new UserError("usage", "Which environment?", "Add --environment with a name of the policy.");
    const policy = (await namedPolicy(values.policy, io)) ?? (await policyHere(io));
    if (!policy)
      throw new UserError("policy-missing", `There is no ${policyPath} here.`, "Name one with --policy.");
    const environment = findEnvironment(policy, values.environment);
    const clock = { now: () => new Date() };
    const { databases, failures } = await takeStatistics(
      mysqlDatabases(io.env, clock),
      policy,
      environment.name,
    );
    for (const { instance, database, tables } of databases)
      io.err(`${database} @ ${instance}: ${sayCount(Object.keys(tables).length)} tables\n`);
    for (const { target, error } of failures)
      io.err(`${where(target)}: ${error.message}\n  ${error.fix} (${error.code})\n`);
    if (databases.length > 0)
      await write(writeStatistics({ version: 1, environment: environment.name, databases }), values.out, io);
    return failures.length > 0 ? 2 : 0;
  },
});

async function write(text: string, path: string | undefined, io: Io): Promise<void> {
  if (path === undefined) io.out(text);
  else await writeFile(resolve(io.cwd, path), text);
}
