import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { summary } from "@actions/core";
import { renderRollout } from "../core/report/comment/render-rollout.ts";
import { joinReports, type RolloutReport } from "../core/report/join-reports.ts";
import { countTargets } from "../core/report/say/describe-targets.ts";
import type { GroupMatrix } from "../core/rollout/matrix.ts";
import { actionClient, readLogin } from "../github/action-client.ts";
import { githubRuns } from "../github/runs.ts";
import { readCurrentPolicy } from "../operations/rollout/read-current-policy.ts";
import { tellPulls } from "../operations/rollout/tell-pulls.ts";
import { viewRollout } from "../operations/rollout/view-rollout.ts";
import { UserError } from "../operations/user-error.ts";
import type { Inputs } from "./inputs.ts";
import { setOutputs } from "./rollout.ts";
import { rolloutPorts } from "./rollout-ports.ts";
import { failStep, say } from "./say.ts";
import type { WorkflowRun } from "./workflow-run.ts";

/** One report of what the jobs of a matrix did, for people: it decides nothing, the ledgers have said what ran. */
export async function joinJobs(run: WorkflowRun, inputs: Inputs): Promise<void> {
  const { token, teamsToken, environment } = inputs;
  const place = { octokit: actionClient(token), owner: run.owner, repo: run.repo };
  const login = await readLogin(place.octokit);
  const { commit, actors } = await githubRuns(place).read(run.id);
  const ports = rolloutPorts(place, { login, teamsToken });
  const current = await readCurrentPolicy(ports.repository, { environment });
  const planned = plannedIn(inputs.groups);
  const reports = await readReports(inputs.reports);
  const nothing = viewRollout(current, { commit, actors, run: run.url }).nothing();
  const view = joinReports(nothing, planned, reports);
  const pulls = Object.assign({}, ...reports.map((one) => one.pulls));
  const remarks = await tellPulls(ports, current, view, pulls);
  const report = join(run.temp, "tollgate-rollout.json");
  const decision = view.refusal ? "failed" : planned.length > 0 ? "done" : "nothing-pending";
  const reasonCode = view.refusal?.code ?? decision;
  await writeFile(report, JSON.stringify({ decision, reasonCode, ...view }, undefined, 2));
  await summary.addRaw(renderRollout(view)).write();
  setOutputs({ decision, reason_code: reasonCode, report });
  for (const remark of remarks) say.warn(remark);
  for (const { database, instance, state, reason, why } of view.targets) {
    const line = `${database} @ ${instance}: ${state}${reason === undefined ? "" : `, ${why} (${reason})`}`;
    if (state === "done" || state === "nothing-pending") say.info(line);
    else say.error(line);
  }
  if (view.refusal) failStep(`The rollout to ${environment}: ${countTargets(view.targets)}.`);
}

function plannedIn(text: string): string[] {
  const groups = JSON.parse(text) as readonly Pick<GroupMatrix, "include">[];
  return groups.flatMap(({ include }) => include.flatMap(({ targets }) => targets.split(",")));
}

/** Every JSON file of the folder, as the jobs of this run wrote them; a job that wrote none has none. */
async function readReports(folder: string): Promise<RolloutReport[]> {
  const paths = await readdir(folder, { recursive: true }).catch(() => []);
  const files = paths.filter((path) => path.endsWith(".json")).sort();
  return Promise.all(
    files.map(async (path) => asReport(path, JSON.parse(await readFile(join(folder, path), "utf8")))),
  );
}

function asReport(path: string, value: Partial<RolloutReport>): RolloutReport {
  const lists = [value.asked, value.targets, value.tasks, value.changes];
  if (lists.every(Array.isArray)) return value as RolloutReport;
  throw new UserError(
    "input-reports",
    `${path} is no report of a rollout.`,
    "Give `reports:` a folder with the reports of the jobs alone.",
  );
}
