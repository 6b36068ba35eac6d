import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Job, Step } from "./read-workflow.ts";
import { runStep, type StepHost, type StepResult } from "./run-step.ts";
import { type ExpressionScope, holds, resolveStrings, type Value } from "./template.ts";

export interface JobResult {
  id: string;
  /** Of a job of a matrix: its combination. */
  matrix?: Value;
  conclusion: "success" | "failure" | "skipped" | "cancelled";
  /** Why it did not run, where it did not. */
  reason?: string;
  steps: StepResult[];
  outputs: Record<string, string>;
}

/** What a job gets from outside: contexts, the event's payload and the folder of our action. */
export interface JobHost {
  contexts: Record<string, Value>;
  workflowEnv: Record<string, string>;
  payload: unknown;
  /** The machine's own, and the default variables of GitHub's runner that follow from the event and the run. */
  variables: Record<string, string>;
  actionFolder: string;
  /** Where the jobs get their folders. */
  folder: string;
  /** Where the run keeps its artifacts. */
  artifacts: string;
  apiUrl: string;
}

/** The job's folder stays until the runner stops: outputs may name files in it. */
export async function runJob(job: Job, host: JobHost): Promise<JobResult> {
  const folder = await mkdtemp(join(host.folder, `${job.id}-`));
  const env = await prepareEnvironment(folder, job, host);
  const steps: StepResult[] = [];
  let set: Record<string, string> = {};
  for (const step of job.steps) {
    const scope = stepScope(job, host, steps, { ...host.workflowEnv, ...set });
    const result = await runOrSkip(step, scope, { ...host, folder, env: { ...env, ...set } });
    set = { ...set, ...result.env };
    steps.push(result);
  }
  const failed = steps.some((step) => step.conclusion === "failure");
  const outputs = resolveStrings(job.outputs, stepScope(job, host, steps, host.workflowEnv));
  return { id: job.id, conclusion: failed ? "failure" : "success", steps, outputs };
}

async function runOrSkip(step: Step, scope: ExpressionScope, host: StepHost): Promise<StepResult> {
  if (holds(step.condition, scope)) return runStep(step, scope, host);
  const nothing = { outputs: {}, annotations: [], summary: "", output: "", env: {} };
  return { id: step.id, name: step.name, outcome: "skipped", conclusion: "skipped", ...nothing };
}

function stepScope(
  job: Job,
  host: JobHost,
  done: readonly StepResult[],
  env: Record<string, string>,
): ExpressionScope {
  const steps = Object.fromEntries(
    done.map(({ id, outputs, outcome, conclusion }) => [id, { outputs, outcome, conclusion }]),
  );
  const status = done.some((step) => step.conclusion === "failure") ? "failure" : "success";
  const before: ExpressionScope = { contexts: { ...host.contexts, steps, env }, status };
  const contexts = {
    ...before.contexts,
    env: { ...env, ...resolveStrings(job.env, before) },
    job: { status },
  };
  return { contexts, status };
}

/** GitHub Docs, "Default environment variables"; of this machine only what finds programs. */
async function prepareEnvironment(folder: string, job: Job, host: JobHost): Promise<Record<string, string>> {
  const workspace = join(folder, "work");
  const temporary = join(folder, "temp");
  const event = join(folder, "event.json");
  await Promise.all([workspace, temporary].map((path) => mkdir(path)));
  await writeFile(event, JSON.stringify(host.payload));
  const scope: ExpressionScope = { contexts: host.contexts, status: "success" };
  return {
    PATH: process.env.PATH ?? "",
    HOME: folder,
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_JOB: job.id,
    GITHUB_WORKSPACE: workspace,
    GITHUB_EVENT_PATH: event,
    RUNNER_OS: "Linux",
    RUNNER_ARCH: process.arch === "arm64" ? "ARM64" : "X64",
    RUNNER_NAME: "sandbox",
    RUNNER_ENVIRONMENT: "self-hosted",
    RUNNER_TEMP: temporary,
    RUNNER_TOOL_CACHE: temporary,
    ...host.variables,
    ...host.workflowEnv,
    ...resolveStrings(job.env, scope),
  };
}
