import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setOutput, summary } from "@actions/core";
import { renderRollout } from "../core/report/comment/render-rollout.ts";
import { actionClient, readLogin } from "../github/action-client.ts";
import { githubRuns } from "../github/runs.ts";
import type { RolloutResult } from "../operations/rollout/request.ts";
import { rollOut } from "../operations/rollout/roll-out.ts";
import { asRefusal, UserError } from "../operations/user-error.ts";
import type { Inputs } from "./inputs.ts";
import { rolloutPorts } from "./rollout-ports.ts";
import { failStep, say } from "./say.ts";
import type { WorkflowRun } from "./workflow-run.ts";

/** Carries what is pending at the run's commit to one environment. Fails the step where the gate refuses. */
export function rollOutFromWorkflow(run: WorkflowRun, inputs: Inputs): Promise<void> {
  return refuseOnUserError(
    () => carry(run, inputs),
    (error) => leaveReport(run, refusedView(inputs), { ...plainRefusal(error), asked: inputs.targets ?? [] }),
  );
}

async function carry(run: WorkflowRun, { token, teamsToken, environment, targets }: Inputs): Promise<void> {
  const place = { octokit: actionClient(token), owner: run.owner, repo: run.repo };
  const login = await readLogin(place.octokit);
  // GitHub's record of the run, by ids: variables of the job could have been set by an earlier step.
  const { commit, actors } = await githubRuns(place).read(run.id);
  const result = await rollOut(rolloutPorts(place, { login, teamsToken }), {
    environment,
    commit,
    targets,
    // What a merge by GITHUB_TOKEN has not started, the schedule does; nobody says go in either.
    occasion: run.event === "push" || run.event === "schedule" ? "merge" : "person",
    actors,
    run: run.url,
    cancel: cancelled(),
    say: say.info,
  });
  await tell(result, run, targets ?? []);
}

/** What the user has to fix refuses the rollout like anything else: later steps read the same outputs. */
export async function refuseOnUserError(
  act: () => Promise<void>,
  refused: (error: UserError) => Promise<void> = async () => undefined,
): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (error instanceof UserError) {
      setOutputs({ decision: "refused", reason_code: error.code });
      await refused(error);
    }
    throw error;
  }
}

function plainRefusal(error: UserError) {
  const refusal = asRefusal(error);
  return { decision: "refused", reasonCode: refusal.code, refusals: [refusal], refusal, pulls: {} };
}

/** Nothing is known but that it was refused. */
function refusedView({ environment }: Inputs) {
  return { environment, commit: "", targets: [], tasks: [], changes: [] };
}

/** For later steps of the job, and for the job that joins the reports of many. */
async function leaveReport({ temp }: WorkflowRun, view: object, more: object): Promise<void> {
  const report = join(temp, "tollgate-rollout.json");
  await writeFile(report, JSON.stringify({ ...view, ...more }, undefined, 2));
  setOutputs({ report });
}

export function setOutputs(outputs: Record<string, string>): void {
  for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
}

/** Cancelling a run sends SIGINT, then SIGTERM: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-cancellation */
function cancelled(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}

async function tell(
  { decision, reasonCode, view, refusals, remarks, pulls = {} }: RolloutResult,
  run: WorkflowRun,
  asked: readonly string[],
): Promise<void> {
  await leaveReport(run, view, { decision, reasonCode, refusals, asked, pulls });
  await summary.addRaw(renderRollout(view)).write();
  setOutputs({ decision, reason_code: reasonCode });
  for (const remark of remarks) say.warn(remark);
  for (const { code, what, fix } of refusals) say.error(`${what} ${fix} (${code})`);
  say.info(`${view.environment}: ${decision}. ${view.next ?? ""}`);
  if (decision === "refused") failStep(`The rollout to ${view.environment} was refused: ${reasonCode}.`);
  if (decision === "failed") failStep(`The rollout to ${view.environment} stopped: ${reasonCode}.`);
}
