import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setOutput, summary } from "@actions/core";
import { renderSummary } from "../core/report/comment/render-summary.ts";
import { annotate } from "../core/report/machines/annotate.ts";
import { renderCommands } from "../core/report/machines/render-commands.ts";
import { renderJson } from "../core/report/machines/render-json.ts";
import { actionClient, readLogin } from "../github/action-client.ts";
import { commentCommands } from "../github/comment-commands.ts";
import { githubComments } from "../github/comments.ts";
import { immutableCache } from "../github/immutable-cache.ts";
import { githubPullRequests } from "../github/pull-requests.ts";
import { recentlyWritten } from "../github/recently-written.ts";
import { githubRepository } from "../github/repository.ts";
import { githubRoles } from "../github/roles.ts";
import { statusGate } from "../github/status-gate.ts";
import { githubSuggestions } from "../github/suggestions.ts";
import type { PullRequest } from "../operations/ports/code-host.ts";
import { answerRecheck, writersOnly } from "../operations/review/recheck.ts";
import { type Reconciled, type ReconcilePorts, reconcile } from "../operations/review/reconcile.ts";
import { choosePulls } from "./choose-pulls.ts";
import type { Inputs } from "./inputs.ts";
import { failStep, say } from "./say.ts";
import type { WorkflowRun } from "./workflow-run.ts";

const megabytes = 1024 * 1024;

/** Weighs the event's pull request and, where the policy gives the Action the gate, writes what should be. */
export async function reviewPulls(run: WorkflowRun, inputs: Tokens): Promise<void> {
  const ports = await portsOf(run, inputs);
  const place = { octokit: actionClient(inputs.token), owner: run.owner, repo: run.repo };
  const chosen = await choosePulls(run, ports.pulls, (by) =>
    answerRecheck(commentCommands(place), writersOnly, `${run.owner}/${run.repo}`, by),
  );
  if (chosen.length === 0) say.info("The event is about no pull request: nothing to do.");
  for (const { number, occasion } of chosen) {
    const reconciled = await reconcile(ports, number, occasion);
    if (reconciled) await tell(reconciled, run);
    else
      say.info(
        `#${number} is closed, or its base branch has no policy (.github/tollgate.yml): nothing to do.`,
      );
  }
}

type Tokens = Pick<Inputs, "token" | "teamsToken">;

async function portsOf(run: WorkflowRun, { token, teamsToken }: Tokens): Promise<ReconcilePorts> {
  const place = { octokit: actionClient(token), owner: run.owner, repo: run.repo };
  const repository = githubRepository(place, immutableCache(256 * megabytes));
  const login = await readLogin(place.octokit);
  return {
    repository,
    pulls: githubPullRequests(place, repository),
    roles: githubRoles(actionClient(teamsToken), immutableCache(1000)),
    clock: { now: () => new Date() },
    gate: statusGate(place, run.url),
    comments: githubComments(place, { login }, recentlyWritten()),
    suggestions: githubSuggestions(place, login),
    holdsGate: ({ gate }, pull) => gate === "action" && mayWrite(run, pull),
    details: () => run.url,
  };
}

/**
 * Only pull_request_target gives a fork's or Dependabot's pull request a token that may write.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request
 */
function mayWrite({ event, actor }: WorkflowRun, { head }: PullRequest): boolean {
  const isRestricted = event === "pull_request" || event === "pull_request_review";
  return !(isRestricted && (head.fork || actor === "dependabot[bot]"));
}

async function tell({ pull, judged, view, content, written, remarks }: Reconciled, run: WorkflowRun) {
  const { assessment } = judged;
  const report = join(run.temp, "tollgate-assessment.json");
  await writeFile(report, renderJson(assessment));
  process.stdout.write(renderCommands(annotate(assessment)));
  await summary.addRaw(renderSummary(view)).write();
  say.info(`#${pull.number}: ${content.title}.`);
  for (const remark of remarks) say.warn(remark);
  if (!written) say.info("The check, the comment and the review requests are not this run's to write.");
  const { level, score, digest, decision } = assessment;
  const outputs = { level, score, digest, decision, reason_code: assessment.reasonCode, report };
  const { source = "", flow } = assessment;
  for (const [name, value] of Object.entries({ ...outputs, source, flow: flow?.id ?? "" }))
    setOutput(name, value);
  if (judged.failure) failStep(judged.failure);
}
