import type { Permissions } from "../access/permission.ts";
import { findRepository } from "../repositories/create-repository.ts";
import type { Repository } from "../repositories/repository.ts";
import { actionsApp, findAccount, type World } from "../world.ts";
import { renderRun } from "./render-run.ts";
import type { Run } from "./run.ts";

export interface NewRun {
  /** Full name. */
  repository: string;
  /** Path of the workflow file. */
  path: string;
  name: string;
  event: string;
  ref: string;
  sha: string;
  /** Login of who caused it; `triggeringActor` of who pressed "Re-run", where somebody else did. */
  actor: string;
  triggeringActor?: string;
}

export interface StartedRun {
  id: number;
  number: number;
  attempt: number;
  finish(conclusion: "success" | "failure" | "cancelled" | "skipped"): Promise<void>;
}

async function announce(world: World, repository: Repository, run: Run, action: string): Promise<void> {
  world.events.emit({
    event: "workflow_run",
    action,
    repository,
    actor: { kind: "user", account: run.actor },
    payload: { workflow_run: await renderRun(world, repository, run), workflow: null },
  });
}

function accountNamed(world: World, login: string) {
  const account = findAccount(world, login);
  if (!account) throw new Error(`There is no account ${login} to run a workflow.`);
  return account;
}

/** Registers a run, so that the API can say who started it; the runner that runs it is elsewhere. */
export async function startRun(world: World, asked: NewRun): Promise<StartedRun> {
  const repository = findRepository(world, asked.repository);
  const { path, name, event, ref, sha } = asked;
  const actor = accountNamed(world, asked.actor);
  const stamp = world.clock.stamp();
  const run: Run = {
    id: world.nextId(),
    number: repository.runs.filter((one) => one.path === path).length + 1,
    attempt: 1,
    path,
    name,
    event,
    ref,
    sha,
    actor,
    triggeringActor: asked.triggeringActor === undefined ? actor : accountNamed(world, asked.triggeringActor),
    status: "in_progress",
    conclusion: null,
    createdAt: stamp,
    updatedAt: stamp,
  };
  repository.runs.push(run);
  await announce(world, repository, run, "in_progress");
  return {
    id: run.id,
    number: run.number,
    attempt: run.attempt,
    async finish(conclusion) {
      run.status = "completed";
      run.conclusion = conclusion;
      run.updatedAt = world.clock.stamp();
      await announce(world, repository, run, "completed");
    },
  };
}

export interface NewWorkflowToken {
  /** Full name of the one repository that it opens. */
  repository: string;
  permissions: Permissions;
  runId?: number;
}

/** What a job finds in GITHUB_TOKEN. */
export function issueWorkflowToken(
  world: World,
  { repository, permissions, runId }: NewWorkflowToken,
): string {
  const token = `ghs_sandbox_run${world.nextId()}`;
  world.tokens.set(token, {
    kind: "workflow",
    account: { id: actionsApp.botId, login: "github-actions[bot]", type: "Bot" },
    permissions,
    repository: findRepository(world, repository).fullName.toLowerCase(),
    runId,
  });
  return token;
}
