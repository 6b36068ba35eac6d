import type { Permissions } from "../github/access/permission.ts";
import type { WorkflowEvent, WorkflowListener } from "../github/events/events.ts";
import type { Repository } from "../github/repositories/repository.ts";
import type { Run } from "../github/workflows/run.ts";
import { findAccount, type World } from "../github/world.ts";
import { githubContext } from "./contexts.ts";
import { readWorkflow, type Workflow } from "./read-workflow.ts";
import type { JobResult } from "./run-job.ts";
import { type JobEnvironment, runWorkflow } from "./run-workflow.ts";
import { type Happening, startsOn } from "./starts-on.ts";
import type { Value } from "./template.ts";
import { createTurns, type Turns } from "./turns.ts";

/** What the runner needs of the sandbox's GitHub. */
export interface RunnerGitHub {
  /** The API's root. */
  url: string;
  world: World;
  onWorkflowEvent(listener: WorkflowListener): void;
  issueWorkflowToken(wish: { repository: string; permissions: Permissions; runId: number }): string;
}

export interface FinishedRun extends Pick<Run, "id" | "path" | "event" | "sha"> {
  actor: string;
  conclusion: JobResult["conclusion"];
  jobs: JobResult[];
}

/** Runs the workflows of every repository as events come in. `runs` grows, in the order in which they end. */
export function startRunner(github: RunnerGitHub, { actionFolder }: { actionFolder: string }) {
  const runs: FinishedRun[] = [];
  const turns = createTurns();
  github.onWorkflowEvent(async (event) => {
    const repository = github.world.repositories.get(event.repository.toLowerCase());
    if (!repository) throw new Error(`There is no repository ${event.repository}.`);
    const workflows = await workflowsFor(repository, event);
    await Promise.all(
      workflows.map(async (workflow) =>
        runs.push(await run({ github, repository, event, workflow, turns, actionFolder })),
      ),
    );
  });
  return { runs };
}

/** The files as the event's own commit has them: for `pull_request_target` GitHub names the default branch's. */
async function workflowsFor(repository: Repository, event: WorkflowEvent): Promise<Workflow[]> {
  const entries = await repository.git.tree(event.sha, true);
  const paths = entries
    .map(({ path }) => path)
    .filter((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path));
  const asked =
    event.event === "workflow_dispatch" ? paths.filter((path) => path === event.payload.workflow) : paths;
  const workflows = await Promise.all(
    asked.map(async (path) => {
      const object = await repository.git.object(`${event.sha}:${path}`);
      return readWorkflow(path, String(object?.bytes));
    }),
  );
  const happening = await whatHappened(repository, event);
  return workflows.filter((workflow) => startsOn(workflow.events, happening));
}

interface PullPayload {
  base: { ref: string };
  head: { sha: string; repo: { full_name: string } | null };
}

async function whatHappened(
  repository: Repository,
  { event, payload, ref, sha }: WorkflowEvent,
): Promise<Happening> {
  const pull = payload.pull_request as PullPayload | undefined;
  const action = payload.action === undefined ? undefined : String(payload.action);
  if (pull) {
    const base = await repository.git.mergeBase(`refs/heads/${pull.base.ref}`, pull.head.sha);
    return { event, action, branch: pull.base.ref, paths: await changed(repository, base, pull.head.sha) };
  }
  const before = event === "push" ? String(payload.before) : undefined;
  const branch = event === "push" ? ref.replace("refs/heads/", "") : undefined;
  return { event, action, branch, paths: await changed(repository, before, sha) };
}

async function changed(repository: Repository, from: string | undefined, to: string): Promise<string[]> {
  if (from === undefined || /^0+$/.test(from)) return [];
  return (await repository.git.diff(from, to)).map(({ path }) => path);
}

interface Start {
  github: RunnerGitHub;
  repository: Repository;
  event: WorkflowEvent;
  workflow: Workflow;
  turns: Turns;
  actionFolder: string;
}

async function run({
  github,
  repository,
  event,
  workflow,
  turns,
  actionFolder,
}: Start): Promise<FinishedRun> {
  const { world } = github;
  const registered = register(world, repository, event, workflow);
  const fromFork = isFromFork(event);
  const jobs = await runWorkflow(workflow, {
    github: githubContext({
      ...event,
      repository,
      actor: registered.actor,
      triggeringActor: registered.triggeringActor.login,
      run: registered,
      workflow,
      apiUrl: github.url,
    }),
    payload: event.payload,
    inputs: (event.payload.inputs ?? {}) as Record<string, Value>,
    vars: {},
    secrets: fromFork ? {} : repository.secrets,
    readOnly: fromFork,
    environment: (name) => environmentOf(repository, name, event.ref),
    issueToken: (permissions) =>
      github.issueWorkflowToken({ repository: repository.fullName, permissions, runId: registered.id }),
    turns,
    actionFolder,
  });
  registered.conclusion = conclusionOf(jobs);
  registered.status = "completed";
  registered.updatedAt = world.clock.stamp();
  const { id, path, sha } = registered;
  return { id, path, sha, event: event.event, actor: event.actor, conclusion: conclusionOf(jobs), jobs };
}

function register(world: World, repository: Repository, event: WorkflowEvent, workflow: Workflow): Run {
  const actor = findAccount(world, event.actor);
  if (!actor) throw new Error(`There is no account ${event.actor}.`);
  const at = world.clock.stamp();
  const { path, name } = workflow;
  const number = repository.runs.filter((earlier) => earlier.path === path).length + 1;
  const run: Run = {
    id: world.nextId(),
    number,
    attempt: 1,
    path,
    name,
    event: event.event,
    ref: event.ref,
    sha: event.sha,
    actor,
    triggeringActor: actor,
    status: "in_progress",
    conclusion: null,
    createdAt: at,
    updatedAt: at,
  };
  repository.runs.push(run);
  return run;
}

/** Events about a fork's pull request get no secrets and a token that only reads; `pull_request_target` does. */
function isFromFork({ event, payload, repository }: WorkflowEvent): boolean {
  const pull = payload.pull_request as PullPayload | undefined;
  return pull !== undefined && event !== "pull_request_target" && pull.head.repo?.full_name !== repository;
}

/** Branch rules are asked before any secret is given out. An environment that is not there is made, and is empty. */
function environmentOf(repository: Repository, name: string, ref: string): JobEnvironment {
  const environment = repository.environments.get(name);
  const branch = ref.replace("refs/heads/", "");
  if (environment?.branches && !environment.branches.includes(branch))
    return {
      secrets: {},
      refusal: `Branch "${branch}" is not allowed to deploy to ${name} due to environment protection rules.`,
    };
  return { secrets: environment?.secrets ?? {}, refusal: undefined };
}

function conclusionOf(jobs: readonly JobResult[]): JobResult["conclusion"] {
  const worst = (["failure", "cancelled", "success"] as const).find((one) =>
    jobs.some((job) => job.conclusion === one),
  );
  return worst ?? "skipped";
}
