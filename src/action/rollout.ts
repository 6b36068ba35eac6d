import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setOutput, summary } from "@actions/core";
import type { Policy } from "../core/policy/policy.ts";
import { renderRollout } from "../core/report/comment/render-rollout.ts";
import { actionClient, readLogin } from "../github/action-client.ts";
import { githubAppChecks } from "../github/app-checks.ts";
import { githubComments } from "../github/comments.ts";
import { githubDeployments } from "../github/deployments.ts";
import { immutableCache } from "../github/immutable-cache.ts";
import { githubPullRequests } from "../github/pull-requests.ts";
import { recentlyWritten } from "../github/recently-written.ts";
import { githubRepository } from "../github/repository.ts";
import { githubRoles } from "../github/roles.ts";
import { githubRuns } from "../github/runs.ts";
import { mysqlAccounts } from "../mysql/mysql-accounts.ts";
import { mysqlTargets } from "../mysql/mysql-targets.ts";
import { largeTables } from "../mysql/online/large-tables.ts";
import { onlineTools } from "../mysql/online/online-tools.ts";
import type { RolloutPorts, RolloutResult } from "../operations/rollout/request.ts";
import { rollOut } from "../operations/rollout/roll-out.ts";
import { UserError } from "../operations/user-error.ts";
import type { Inputs } from "./inputs.ts";
import { failStep, say } from "./say.ts";
import type { WorkflowRun } from "./workflow-run.ts";

const megabytes = 1024 * 1024;

/** Carries what is pending at the run's commit to one environment. Fails the step where the gate refuses. */
export function rollOutFromWorkflow(run: WorkflowRun, inputs: Inputs): Promise<void> {
  return refuseOnUserError(() => carry(run, inputs));
}

async function carry(run: WorkflowRun, { token, teamsToken, environment }: Inputs): Promise<void> {
  const place = { octokit: actionClient(token), owner: run.owner, repo: run.repo };
  const login = await readLogin(place.octokit);
  // GitHub's record of the run, by ids: variables of the job could have been set by an earlier step.
  const { commit, actor, triggeringActor } = await githubRuns(place).read(run.id);
  const result = await rollOut(portsOf(place, { login, teamsToken }), {
    environment,
    commit,
    occasion: run.event === "push" ? "merge" : "person",
    actors: [actor, triggeringActor],
    run: run.url,
    cancel: cancelled(),
    say: say.info,
  });
  await tell(result, run);
}

/** What the user has to fix refuses the rollout like anything else: later steps read the same outputs. */
async function refuseOnUserError(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (error instanceof UserError) setOutputs({ decision: "refused", reason_code: error.code });
    throw error;
  }
}

function setOutputs(outputs: Record<string, string>): void {
  for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
}

function portsOf(
  place: Parameters<typeof githubRepository>[0],
  { login, teamsToken }: { login: string; teamsToken: string },
): RolloutPorts {
  const repository = githubRepository(place, immutableCache(256 * megabytes));
  const commentsOf = ({ gate, appId }: Pick<Policy, "gate" | "appId">) =>
    githubComments(
      place,
      gate === "app" && appId !== undefined ? { app: appId } : { login },
      recentlyWritten(),
    );
  return {
    repository,
    pulls: githubPullRequests(place, repository),
    roles: githubRoles(actionClient(teamsToken), immutableCache(1000)),
    appChecks: githubAppChecks(place),
    targets: mysqlTargets(process.env),
    accounts: mysqlAccounts(process.env),
    online: { tables: largeTables(process.env), tools: onlineTools(process.env) },
    deployments: githubDeployments(place),
    commentsOf,
    clock: { now: () => new Date() },
  };
}

/** Cancelling a run sends SIGINT, then SIGTERM: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-cancellation */
function cancelled(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}

async function tell(
  { decision, reasonCode, view, refusals, remarks }: RolloutResult,
  run: WorkflowRun,
): Promise<void> {
  const report = join(run.temp, "tollgate-rollout.json");
  await writeFile(report, JSON.stringify({ decision, reasonCode, refusals, ...view }, undefined, 2));
  await summary.addRaw(renderRollout(view)).write();
  setOutputs({ decision, reason_code: reasonCode, report });
  for (const remark of remarks) say.warn(remark);
  for (const { code, what, fix } of refusals) say.error(`${what} ${fix} (${code})`);
  say.info(`${view.environment}: ${decision}. ${view.next ?? ""}`);
  if (decision === "refused") failStep(`The rollout to ${view.environment} was refused: ${reasonCode}.`);
  if (decision === "failed") failStep(`The rollout to ${view.environment} stopped: ${reasonCode}.`);
}
