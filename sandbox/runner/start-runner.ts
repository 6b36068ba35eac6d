import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WorkflowEvent } from "../github/events/events.ts";
import type { SandboxGitHub } from "../github/server.ts";
import { announceDeployment } from "./announce-deployment.ts";
import { changedPaths } from "./changed-paths.ts";
import { githubContext } from "./contexts.ts";
import { readWorkflow, type Workflow } from "./read-workflow.ts";
import type { JobResult } from "./run-job.ts";
import { type JobEnvironment, runWorkflow } from "./run-workflow.ts";
import { startsOn } from "./starts-on.ts";
import type { Value } from "./template.ts";
import { createTurns, type Turns } from "./turns.ts";

export interface Runner {
  runs: readonly FinishedRun[];
  /** Deletes what the jobs have left. */
  stop(): Promise<void>;
}

export interface FinishedRun {
  id: number;
  /** Path of the workflow file. */
  path: string;
  event: string;
  sha: string;
  actor: string;
  conclusion: JobResult["conclusion"];
  jobs: JobResult[];
}

interface Wish {
  actionFolder: string;
  /** Configuration variables of every repository. */
  vars?: Record<string, string>;
  /** What every job finds in its environment, as on a runner of one's own. */
  machine?: Record<string, string>;
}

/** Runs the workflows of every repository as events come in. `runs` grows, in the order in which they end. */
export async function startRunner(
  github: SandboxGitHub,
  { actionFolder, vars = {}, machine = {} }: Wish,
): Promise<Runner> {
  const runs: FinishedRun[] = [];
  const folder = await mkdtemp(join(tmpdir(), "tollgate-runner-"));
  const turns = createTurns();
  github.onWorkflowEvent(async (event) => {
    const workflows = await workflowsFor(github, event);
    const started = workflows.map((workflow) =>
      run({ github, event, workflow, turns, actionFolder, folder, vars, machine }),
    );
    await Promise.all(started.map(async (finished) => runs.push(await finished)));
  });
  return { runs, stop: () => rm(folder, { recursive: true, force: true }) };
}

/** The files as the event's own commit has them: for `pull_request_target` GitHub names the default branch's. */
async function workflowsFor(github: SandboxGitHub, event: WorkflowEvent): Promise<Workflow[]> {
  const { repository, sha } = event;
  const files = await github.listFiles(repository, sha);
  const paths = files.filter((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path));
  const asked =
    event.event === "workflow_dispatch" ? paths.filter((path) => path === event.payload.workflow) : paths;
  const workflows = await Promise.all(
    asked.map(async (path) => readWorkflow(path, String(await github.readFile(repository, sha, path)))),
  );
  const happening = {
    event: event.event,
    action: event.payload.action === undefined ? undefined : String(event.payload.action),
    branch: branchOf(event),
    paths: await changedPaths(github, event),
  };
  return workflows.filter((workflow) => startsOn(workflow.events, happening));
}

function branchOf({ event, payload, ref }: WorkflowEvent): string | undefined {
  const pull = payload.pull_request as { base: { ref: string } } | undefined;
  if (pull) return pull.base.ref;
  return event === "push" ? ref.replace("refs/heads/", "") : undefined;
}

interface Start extends Required<Wish> {
  github: SandboxGitHub;
  event: WorkflowEvent;
  workflow: Workflow;
  turns: Turns;
  folder: string;
}

async function run({
  github,
  event,
  workflow,
  turns,
  actionFolder,
  folder,
  vars,
  machine,
}: Start): Promise<FinishedRun> {
  const { path, name } = workflow;
  const { repository, ref, sha, actor } = event;
  const started = await github.startWorkflowRun({
    repository,
    path,
    name,
    event: event.event,
    ref,
    sha,
    actor,
  });
  const fromFork = isFromFork(event);
  const jobs = await runWorkflow(workflow, {
    github: githubContext({ ...event, run: started, workflow, apiUrl: github.url }),
    payload: event.payload,
    inputs: (event.payload.inputs ?? {}) as Record<string, Value>,
    vars,
    machine,
    secrets: fromFork ? {} : github.secretsOf(repository),
    readOnly: fromFork,
    environment: (environment) => environmentOf(github, event, environment),
    issueToken: (permissions) => github.issueWorkflowToken({ repository, permissions, runId: started.id }),
    turns,
    actionFolder,
    folder,
  });
  const conclusion = conclusionOf(jobs);
  await started.finish(conclusion);
  return { id: started.id, path, event: event.event, sha, actor, conclusion, jobs };
}

/** Events about a fork's pull request get no secrets and a token that only reads; `pull_request_target` does. */
function isFromFork({ event, payload, repository }: WorkflowEvent): boolean {
  const pull = payload.pull_request as { head: { repo: { full_name: string } | null } } | undefined;
  return pull !== undefined && event !== "pull_request_target" && pull.head.repo?.full_name !== repository;
}

/** Branch rules are asked before any secret is given out. */
function environmentOf(github: SandboxGitHub, event: WorkflowEvent, name: string): JobEnvironment {
  const { repository, ref } = event;
  const branches = github.branchesOf(repository, name);
  const branch = ref.replace("refs/heads/", "");
  const begin = () => announceDeployment(github, event, name);
  if (!branches || branches.includes(branch))
    return { secrets: github.secretsOf(repository, name), refusal: undefined, begin };
  const refusal = `Branch "${branch}" is not allowed to deploy to ${name} due to environment protection rules.`;
  return { secrets: {}, refusal, begin };
}

function conclusionOf(jobs: readonly JobResult[]): JobResult["conclusion"] {
  const worst = (["failure", "cancelled", "success"] as const).find((one) =>
    jobs.some((job) => job.conclusion === one),
  );
  return worst ?? "skipped";
}
