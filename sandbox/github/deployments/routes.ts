import { findCommit } from "../commits/find-commit.ts";
import { ensureEnvironment } from "../environments/routes.ts";
import { invalid, notFound, Refusal } from "../http/refusal.ts";
import { answerPage } from "../paging.ts";
import {
  type Answer,
  bodyOf,
  created,
  ok,
  pathOf,
  queryOf,
  type RepositoryCall,
  type Route,
  reading,
  writing,
} from "../route.ts";
import type { Deployment, DeploymentStatus } from "./deployment.ts";
import { renderDeployment, renderDeploymentStatus } from "./render-deployment.ts";

interface NewDeployment {
  ref: string;
  task?: string;
  auto_merge?: boolean;
  required_contexts?: string[] | null;
  payload?: unknown;
  environment?: string;
  description?: string | null;
  transient_environment?: boolean;
  production_environment?: boolean;
}

function requireShort(description: string | null | undefined, resource: string): void {
  if ((description?.length ?? 0) <= 140) return;
  const message = "description is too long (maximum is 140 characters)";
  throw invalid("Validation Failed", [{ resource, code: "custom", field: "description", message }]);
}

/** Without `required_contexts: []` every status of the commit must be green first. */
function requireContexts(
  call: RepositoryCall,
  sha: string,
  contexts: readonly string[] | null | undefined,
): void {
  const statuses = call.repository.statuses.filter((status) => status.sha === sha);
  const names = contexts ?? statuses.map(({ context }) => context);
  const missing = names.filter(
    (name) => statuses.findLast(({ context }) => context === name)?.state !== "success",
  );
  if (missing.length > 0) {
    throw new Refusal(
      409,
      `Conflict: Commit status checks failed for ${call.repository.fullName}: ${missing.join(", ")}`,
    );
  }
}

async function createDeployment(call: RepositoryCall): Promise<Answer> {
  const { world, repository, actor } = call;
  const body = bodyOf<NewDeployment>(call);
  requireShort(body.description, "Deployment");
  const { sha } = await findCommit(repository, body.ref);
  requireContexts(call, sha, body.required_contexts);
  const environment = body.environment ?? "production";
  ensureEnvironment(call, environment);
  const deployment: Deployment = {
    id: world.nextId(),
    sha,
    ref: body.ref,
    task: body.task ?? "deploy",
    environment,
    production: body.production_environment ?? environment === "production",
    transient: body.transient_environment ?? false,
    payload: body.payload ?? {},
    description: body.description ?? null,
    creator: actor,
    createdAt: world.clock.stamp(),
    statuses: [],
  };
  repository.deployments.push(deployment);
  const rendered = renderDeployment(world, repository, deployment);
  world.events.emit({
    event: "deployment",
    action: "created",
    repository,
    actor,
    payload: { deployment: rendered, workflow: null, workflow_run: null },
    workflows: [{ event: "deployment", ref: deployment.ref, sha }],
  });
  return created(rendered);
}

function deploymentOf(call: RepositoryCall): Deployment {
  const id = Number(pathOf(call, "deployment_id"));
  const deployment = call.repository.deployments.find((one) => one.id === id);
  if (!deployment) throw notFound();
  return deployment;
}

function listDeployments(call: RepositoryCall): Answer {
  const wanted = (["sha", "ref", "task", "environment"] as const).flatMap((field) => {
    const value = queryOf<string>(call, field);
    return value === undefined || value === "none" ? [] : [[field, value] as const];
  });
  const found = call.repository.deployments.filter((one) =>
    wanted.every(([field, value]) => one[field] === value),
  );
  return answerPage(
    call,
    found.toReversed().map((one) => renderDeployment(call.world, call.repository, one)),
  );
}

interface NewStatus {
  state: string;
  target_url?: string;
  log_url?: string;
  description?: string;
  environment?: string;
  environment_url?: string;
  auto_inactive?: boolean;
}

/** "When this is true, the new inactive status is added to all prior non-transient, non-production" ones of the name. */
function retireEarlier(call: RepositoryCall, deployment: Deployment, createdAt: string): void {
  for (const one of call.repository.deployments) {
    const last = one.statuses.at(-1);
    const same = one.environment === deployment.environment && one.id < deployment.id;
    if (!same || one.transient || one.production || last?.state !== "success") continue;
    one.statuses.push({ ...last, id: call.world.nextId(), state: "inactive", createdAt });
  }
}

function createStatus(call: RepositoryCall): Answer {
  const { world, repository, actor } = call;
  const deployment = deploymentOf(call);
  const body = bodyOf<NewStatus>(call);
  requireShort(body.description, "DeploymentStatus");
  const status: DeploymentStatus = {
    id: world.nextId(),
    state: body.state,
    description: body.description ?? "",
    targetUrl: body.log_url ?? body.target_url ?? "",
    environment: body.environment ?? deployment.environment,
    environmentUrl: body.environment_url ?? "",
    creator: actor,
    createdAt: world.clock.stamp(),
  };
  if (status.state === "success" && body.auto_inactive !== false)
    retireEarlier(call, deployment, status.createdAt);
  deployment.statuses.push(status);
  const rendered = renderDeploymentStatus(world, repository, deployment, status);
  world.events.emit({
    event: "deployment_status",
    action: "created",
    repository,
    actor,
    payload: {
      deployment_status: rendered,
      deployment: renderDeployment(world, repository, deployment),
      check_run: null,
      workflow: null,
      workflow_run: null,
    },
    workflows: [{ event: "deployment_status", ref: deployment.ref, sha: deployment.sha }],
  });
  return created(rendered);
}

function listStatuses(call: RepositoryCall): Answer {
  const deployment = deploymentOf(call);
  const rendered = deployment.statuses.map((one) =>
    renderDeploymentStatus(call.world, call.repository, deployment, one),
  );
  return answerPage(call, rendered.toReversed());
}

const all = "/repos/{owner}/{repo}/deployments";
const one = `${all}/{deployment_id}` as const;
const read = reading("deployments");
const write = writing("write", "deployments");

export const deploymentRoutes: Route[] = [
  { operation: `GET ${all}`, needs: read, handle: listDeployments },
  { operation: `POST ${all}`, needs: write, handle: createDeployment },
  {
    operation: `GET ${one}`,
    needs: read,
    handle: (call) => ok(renderDeployment(call.world, call.repository, deploymentOf(call))),
  },
  { operation: `GET ${one}/statuses`, needs: read, handle: listStatuses },
  { operation: `POST ${one}/statuses`, needs: write, handle: createStatus },
];
