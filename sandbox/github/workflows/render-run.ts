import { renderAccount } from "../accounts/render-account.ts";
import { renderRepository } from "../repositories/render-repository.ts";
import type { Repository } from "../repositories/repository.ts";
import { nodeId, type World } from "../world.ts";
import type { Run } from "./run.ts";

/** GitHub numbers a workflow once; here its path's hash does, so that nothing needs to be remembered. */
export function workflowId(path: string): number {
  let hash = 7;
  for (const char of path) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 2_147_483_647;
  return hash;
}

export async function renderRun(world: World, repository: Repository, run: Run) {
  const base = `${world.url}/repos/${repository.fullName}/actions`;
  const url = `${base}/runs/${run.id}`;
  const commit = await repository.git.commit(run.sha);
  const rendered = renderRepository(world, repository);
  const workflow = workflowId(run.path);
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId("WFR", run.id),
    head_branch: run.ref.replace("refs/heads/", ""),
    head_sha: run.sha,
    path: run.path,
    run_number: run.number,
    run_attempt: run.attempt,
    display_title: commit?.message.split("\n")[0] ?? run.name,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: workflow,
    check_suite_id: run.id,
    check_suite_node_id: nodeId("CS", run.id),
    url,
    html_url: `${world.url}/${repository.fullName}/actions/runs/${run.id}`,
    pull_requests: [],
    created_at: run.createdAt,
    updated_at: run.updatedAt,
    run_started_at: run.createdAt,
    actor: renderAccount(world, run.actor),
    triggering_actor: renderAccount(world, run.triggeringActor),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${world.url}/repos/${repository.fullName}/check-suites/${run.id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: null,
    workflow_url: `${base}/workflows/${workflow}`,
    head_commit: commit
      ? {
          id: commit.sha,
          tree_id: commit.tree,
          message: commit.message,
          timestamp: commit.author.date,
          author: { name: commit.author.name, email: commit.author.email },
          committer: { name: commit.committer.name, email: commit.committer.email },
        }
      : null,
    repository: rendered,
    head_repository: rendered,
  };
}
