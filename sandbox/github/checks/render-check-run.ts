import { renderActionsApp, renderApp } from "../apps/render-app.ts";
import type { Repository } from "../repositories/repository.ts";
import { nodeId, type World } from "../world.ts";
import type { CheckRun } from "./check-run.ts";

function renderPulls(world: World, repository: Repository, sha: string) {
  const repo = { id: repository.id, name: repository.name, url: `${world.url}/repos/${repository.fullName}` };
  return [...repository.pulls.values()]
    .filter(({ state, head }) => state === "open" && head.sha === sha && head.repository === repository)
    .map(({ id, number, head, base }) => ({
      id,
      number,
      url: `${repo.url}/pulls/${number}`,
      head: { ref: head.ref, sha: head.sha, repo },
      base: { ref: base.ref, sha: base.sha, repo },
    }));
}

export function renderCheckRun(world: World, repository: Repository, run: CheckRun) {
  const url = `${world.url}/repos/${repository.fullName}/check-runs/${run.id}`;
  const html = `${world.url}/${repository.fullName}/runs/${run.id}`;
  return {
    id: run.id,
    node_id: nodeId("CR", run.id),
    head_sha: run.headSha,
    name: run.name,
    url,
    html_url: html,
    details_url: run.detailsUrl ?? html,
    external_id: run.externalId ?? "",
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      ...run.output,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suiteId },
    app: run.app ? renderApp(world, run.app) : renderActionsApp(world),
    pull_requests: renderPulls(world, repository, run.headSha),
  };
}
