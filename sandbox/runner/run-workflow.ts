import { join } from "node:path";
import type { Permissions } from "../github/access/permission.ts";
import { githubVariables } from "./contexts.ts";
import { readStrategy, type Strategy } from "./matrix.ts";
import type { Job, Workflow } from "./read-workflow.ts";
import { type JobHost, type JobResult, runJob } from "./run-job.ts";
import { type ExpressionScope, holds, resolve, resolveStrings, type Value } from "./template.ts";
import { tokenPermissions } from "./token-permissions.ts";
import type { Turns } from "./turns.ts";

/** What a run of a workflow needs from the repository that it belongs to. */
export interface WorkflowHost {
  github: Record<string, Value>;
  payload: Record<string, unknown>;
  inputs: Record<string, Value>;
  vars: Record<string, string>;
  /** Of the repository; empty where the event comes from a fork. */
  secrets: Record<string, string>;
  /** A fork's pull request gives a token that can only read. */
  readOnly: boolean;
  environment(name: string): JobEnvironment;
  /** GITHUB_TOKEN of one job. */
  issueToken(permissions: Permissions): string;
  turns: Turns;
  /** What every job finds in its environment, as on a runner of one's own. */
  machine: Record<string, string>;
  actionFolder: string;
  /** Where the jobs get their folders. */
  folder: string;
}

export interface JobEnvironment {
  secrets: Record<string, string>;
  /** Why this branch may not deploy here; undefined = it may. */
  refusal: string | undefined;
  /** GitHub records that the job deploys; gives the function that records how it ended. */
  begin(): Promise<(conclusion: JobResult["conclusion"]) => Promise<void>>;
}

const noEnvironment: JobEnvironment = { secrets: {}, refusal: undefined, begin: async () => async () => {} };

/** Runs the jobs in the order that they need one another. */
export async function runWorkflow(workflow: Workflow, host: WorkflowHost): Promise<JobResult[]> {
  const contexts: Record<string, Value> = {
    github: host.github,
    inputs: host.inputs,
    vars: host.vars,
    runner: { os: "Linux", arch: process.arch === "arm64" ? "ARM64" : "X64" },
    strategy: null,
    matrix: null,
    needs: {},
    secrets: {},
    steps: {},
    job: {},
    env: {},
  };
  const scope: ExpressionScope = { contexts, status: "success" };
  const endTurn = await takeTurn(workflow.concurrency, scope, host.turns);
  const cancelled = (job: Job): JobResult =>
    notRun(job, "cancelled", "a newer run took its place in the queue");
  if (!endTurn) return workflow.jobs.map(cancelled);
  try {
    const done: JobResult[] = [];
    for (const job of inOrder(workflow.jobs))
      done.push(...(await runWhenNeeded(job, { workflow, contexts, done, host })));
    return done;
  } finally {
    endTurn();
  }
}

async function runWhenNeeded(
  job: Job,
  {
    workflow,
    contexts,
    done,
    host,
  }: { workflow: Workflow; contexts: ExpressionScope["contexts"]; done: JobResult[]; host: WorkflowHost },
): Promise<JobResult[]> {
  const needs = Object.fromEntries(
    job.needs.map((id) => [id, asNeeded(done.filter((one) => one.id === id))] as const),
  );
  // What those jobs needed in turn counts as well: a skipped one passes a failure on.
  const before = done.filter(({ id }) => ancestors(job, workflow.jobs).has(id));
  const failed = before.some(({ conclusion }) => conclusion === "failure" || conclusion === "cancelled");
  const skipped = Object.values(needs).some(({ result }) => result === "skipped");
  const status = failed ? "failure" : "success";
  const scope: ExpressionScope = { contexts: { ...contexts, needs }, status };
  // success() is also false where a needed job was skipped; failure() is not true of that.
  const asked = skipped && !failed ? { ...scope, skipped: true } : scope;
  if (!holds(job.condition, asked)) return [notRun(job, "skipped", `if: ${job.condition}`)];
  let strategy: Strategy | undefined;
  try {
    strategy = readStrategy(job.strategy, scope);
  } catch (error) {
    return [notRun(job, "failure", String(error))];
  }
  if (!strategy) return [await runOne(job, scope, { workflow, host })];
  return runMatrix(job, scope, { workflow, host, strategy });
}

function ancestors(job: Job, jobs: readonly Job[]): Set<string> {
  const found = new Set(job.needs);
  for (const id of found)
    for (const one of jobs.find((other) => other.id === id)?.needs ?? []) found.add(one);
  return found;
}

const severity = ["failure", "cancelled", "success", "skipped"] as const;

/** All jobs of a matrix are one to those that need them; the last one's outputs count. */
function asNeeded(results: readonly JobResult[]) {
  const result = severity.find((one) => results.some(({ conclusion }) => conclusion === one)) ?? "skipped";
  return { result, outputs: Object.assign({}, ...results.map(({ outputs }) => outputs)) };
}

interface Running {
  workflow: Workflow;
  host: WorkflowHost;
}

async function runMatrix(
  job: Job,
  { contexts, status }: ExpressionScope,
  { strategy, ...running }: Running & { strategy: Strategy },
): Promise<JobResult[]> {
  const { combinations, failFast, maxParallel } = strategy;
  const results: JobResult[] = [];
  const left = combinations.entries();
  const work = async () => {
    for (const [index, matrix] of left) {
      const about = { "job-index": index, "job-total": combinations.length, "fail-fast": failFast };
      const scope = { contexts: { ...contexts, matrix, strategy: about }, status };
      const isOver = failFast && results.some((one) => one?.conclusion === "failure");
      const result = isOver
        ? notRun(job, "cancelled", "another job of its matrix failed")
        : await runOne(job, scope, running);
      results[index] = { ...result, matrix };
    }
  };
  await Promise.all(Array.from({ length: maxParallel }, work));
  return results;
}

async function runOne(job: Job, scope: ExpressionScope, { workflow, host }: Running): Promise<JobResult> {
  const environment = environmentOf(job, scope, host);
  if (environment.refusal) return notRun(job, "failure", environment.refusal);
  const endTurn = await takeTurn(job.concurrency, scope, host.turns);
  if (!endTurn) return notRun(job, "cancelled", "a newer run took its place in the queue");
  try {
    const end = await environment.begin();
    const result = await runJob(job, jobHost(job, { workflow, scope, host, environment }));
    await end(result.conclusion);
    return result;
  } finally {
    endTurn();
  }
}

/** The token of the job's permissions, and the secrets of its environment. */
function jobHost(
  job: Job,
  wish: { workflow: Workflow; scope: ExpressionScope; host: WorkflowHost; environment: JobEnvironment },
): JobHost {
  const { workflow, scope, host, environment } = wish;
  const written = job.permissions ?? workflow.permissions;
  const permissions = written === undefined ? undefined : resolve(written, scope);
  const token = host.issueToken(tokenPermissions(permissions, { readOnly: host.readOnly }));
  const secrets = { ...host.secrets, ...environment.secrets, GITHUB_TOKEN: token };
  const contexts = { ...scope.contexts, github: { ...host.github, token, job: job.id }, secrets };
  return {
    contexts,
    workflowEnv: resolveStrings(workflow.env, { ...scope, contexts }),
    payload: host.payload,
    variables: { ...host.machine, ...githubVariables(host.github) },
    actionFolder: host.actionFolder,
    folder: host.folder,
    artifacts: join(host.folder, `artifacts-${host.github.run_id}`),
    apiUrl: String(host.github.api_url),
  };
}

function environmentOf(job: Job, scope: ExpressionScope, host: WorkflowHost): JobEnvironment {
  const written = resolve(job.environment, scope);
  const name =
    typeof written === "object" && written !== null && !Array.isArray(written) ? written.name : written;
  return typeof name === "string" && name !== "" ? host.environment(name) : noEnvironment;
}

/** `concurrency: group` or `{ group, cancel-in-progress, queue }`. */
function takeTurn(written: Workflow["concurrency"], scope: ExpressionScope, turns: Turns) {
  const value = resolve(written, scope);
  if (value === null) return Promise.resolve(() => {});
  const full = typeof value === "object" && !Array.isArray(value) ? value : { group: value };
  if (full["cancel-in-progress"] === true)
    throw new Error("The sandbox's runner cannot cancel what runs: cancel-in-progress must be false.");
  return turns.take(String(full.group), full.queue === "max" ? "max" : "single");
}

function inOrder(jobs: readonly Job[]): Job[] {
  const ordered: Job[] = [];
  while (ordered.length < jobs.length) {
    const ready = jobs.filter(
      (job) => !ordered.includes(job) && job.needs.every((id) => ordered.some((one) => one.id === id)),
    );
    if (ready.length === 0) throw new Error("The jobs of this workflow need each other in a circle.");
    ordered.push(...ready);
  }
  return ordered;
}

function notRun(job: Job, conclusion: JobResult["conclusion"], reason: string): JobResult {
  return { id: job.id, conclusion, reason, steps: [], outputs: {} };
}
