import { gate } from "../core/rollout/gate.ts";
import { actionClient, readLogin } from "../github/action-client.ts";
import { githubRuns } from "../github/runs.ts";
import { readCurrentPolicy } from "../operations/rollout/read-current-policy.ts";
import { readDispatch } from "../operations/rollout/read-dispatch.ts";
import { readMatrix } from "../operations/rollout/read-matrix.ts";
import type { Inputs } from "./inputs.ts";
import { refuseOnUserError, setOutputs } from "./rollout.ts";
import { rolloutPorts } from "./rollout-ports.ts";
import { failStep, say } from "./say.ts";
import type { WorkflowRun } from "./workflow-run.ts";

/**
 * What is left to roll out, for the jobs that will. Each of them passes the gate by itself; what can be told without a
 * database is told here, once, and not by every one of them.
 */
export function printMatrix(run: WorkflowRun, inputs: Inputs): Promise<void> {
  return refuseOnUserError(() => print(run, inputs));
}

async function print(
  run: WorkflowRun,
  { token, teamsToken, environment: name, jobs }: Inputs,
): Promise<void> {
  const place = { octokit: actionClient(token), owner: run.owner, repo: run.repo };
  const login = await readLogin(place.octokit);
  const { commit, actors } = await githubRuns(place).read(run.id);
  const ports = rolloutPorts(place, { login, teamsToken });
  const current = await readCurrentPolicy(ports.repository, { environment: name });
  const refusals = gate(await readDispatch(ports, current, { commit, actors }));
  const matrix =
    refusals.length > 0 ? { stops: refusals } : await readMatrix(ports, { ...current, commit, jobs });
  if ("stops" in matrix) {
    const [first] = matrix.stops;
    setOutputs({ decision: "refused", reason_code: first?.code ?? "refused", groups: "[]" });
    for (const { code, what, fix } of matrix.stops) say.error(`${what} ${fix} (${code})`);
    failStep(`The rollout to ${name} was refused: ${first?.code}.`);
    return;
  }
  const { groups } = matrix;
  const targets = groups.reduce((sum, group) => sum + group.targets, 0);
  const decision = targets > 0 ? "pending" : "nothing-pending";
  setOutputs({ decision, reason_code: decision, groups: JSON.stringify(groups), targets: String(targets) });
  for (const { group, targets: count, include } of groups)
    say.info(`${group}: ${count} targets in ${include.length} jobs.`);
}
