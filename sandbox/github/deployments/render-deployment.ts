import { renderAccount } from "../accounts/render-account.ts";
import { renderActingApp } from "../comments/render-comment.ts";
import type { Repository } from "../repositories/repository.ts";
import { nodeId, type World } from "../world.ts";
import type { Deployment, DeploymentStatus } from "./deployment.ts";

export function renderDeployment(world: World, repository: Repository, deployment: Deployment) {
  const repo = `${world.url}/repos/${repository.fullName}`;
  const url = `${repo}/deployments/${deployment.id}`;
  return {
    url,
    id: deployment.id,
    node_id: nodeId("DE", deployment.id),
    sha: deployment.sha,
    ref: deployment.ref,
    task: deployment.task,
    payload: deployment.payload,
    original_environment: deployment.environment,
    environment: deployment.environment,
    description: deployment.description,
    creator: renderAccount(world, deployment.creator.account),
    created_at: deployment.createdAt,
    updated_at: deployment.statuses.at(-1)?.createdAt ?? deployment.createdAt,
    statuses_url: `${url}/statuses`,
    repository_url: repo,
    transient_environment: deployment.transient,
    production_environment: deployment.production,
    performed_via_github_app: renderActingApp(world, deployment.creator),
  };
}

export function renderDeploymentStatus(
  world: World,
  repository: Repository,
  deployment: Deployment,
  status: DeploymentStatus,
) {
  const repo = `${world.url}/repos/${repository.fullName}`;
  const deploymentUrl = `${repo}/deployments/${deployment.id}`;
  return {
    url: `${deploymentUrl}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId("DES", status.id),
    state: status.state,
    creator: renderAccount(world, status.creator.account),
    description: status.description,
    environment: status.environment,
    target_url: status.targetUrl,
    log_url: status.targetUrl,
    environment_url: status.environmentUrl,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    deployment_url: deploymentUrl,
    repository_url: repo,
    performed_via_github_app: renderActingApp(world, status.creator),
  };
}
