import { policyPath } from "../../core/policy/edits-gate.ts";
import { parsePolicy } from "../../core/policy/parse-policy.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { readWorkFile } from "../../git/local-repository.ts";
import { defineCommand } from "../command.ts";
import { type Diagnosis, fine, wrong } from "../doctor/diagnosis.ts";
import { lookAtAllowances } from "../doctor/look-at-allowances.ts";
import { lookAtConnections } from "../doctor/look-at-connections.ts";
import { lookAtFloor } from "../doctor/look-at-floor.ts";
import { lookAtStatistics } from "../doctor/look-at-statistics.ts";
import { lookAtTools } from "../doctor/look-at-tools.ts";
import { lookAtWorkflows } from "../doctor/look-at-workflows.ts";
import { onlinePorts } from "../online-ports.ts";
import { readLocalStatistics } from "../read-local-statistics.ts";

export const doctorCommand = defineCommand({
  summary: "is everything set up that the gate relies on",
  usage: "doctor",
  help: `Looks at everything here that the gate relies on: the policy, the workflows, the
statistics branch where the policy names one, the connections that are set in this shell.
Reads only. Exit 0 when nothing is wrong, 1 otherwise.`,
  options: {},
  async run(_, io) {
    const { policy, diagnoses } = await lookAtPolicy(io.cwd);
    diagnoses.push(...(await lookAtWorkflows(io.cwd, policy)));
    if (policy) {
      diagnoses.push(lookAtFloor(policy), ...lookAtAllowances(policy, new Date()));
      diagnoses.push(...lookAtStatistics(policy, await readLocalStatistics(policy, io.cwd), new Date()));
      diagnoses.push(...(await lookAtConnections(policy, io.env)));
      diagnoses.push(...(await lookAtTools(policy, onlinePorts(io.env).tools)));
    }
    for (const diagnosis of diagnoses) io.out(line(diagnosis));
    return diagnoses.some(({ state }) => state === "wrong") ? 1 : 0;
  },
});

async function lookAtPolicy(cwd: string): Promise<{ policy: Policy | undefined; diagnoses: Diagnosis[] }> {
  const file = await readWorkFile(cwd, policyPath);
  if (!file) {
    const fix = "Run tollgate init, adapt what it writes, and merge it.";
    return { policy: undefined, diagnoses: [wrong("policy", `There is no ${policyPath} here.`, fix)] };
  }
  const parsed = parsePolicy(Buffer.from(file.content).toString("utf8"), policyPath);
  if (parsed.ok) return { policy: parsed.value, diagnoses: [fine("policy", `${policyPath} is in order.`)] };
  const problems = parsed.problems.map(({ line: at, what, fix }) =>
    wrong("policy", `line ${at}: ${what}`, fix),
  );
  return { policy: undefined, diagnoses: problems };
}

const marks = { fine: "ok     ", advice: "advice ", wrong: "wrong  ", unknown: "unknown" };

function line({ topic, state, what, fix }: Diagnosis): string {
  return `${marks[state]}  ${topic.padEnd(16)}  ${what}${fix ? `\n${" ".repeat(27)}${fix}` : ""}\n`;
}
