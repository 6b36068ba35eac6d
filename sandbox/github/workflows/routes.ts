import { findCommit } from "../commits/find-commit.ts";
import { notFound } from "../http/refusal.ts";
import { answerPage } from "../paging.ts";
import {
  type Answer,
  ok,
  pathOf,
  queryOf,
  type RepositoryCall,
  type Route,
  reading,
  writing,
} from "../route.ts";
import { nodeId } from "../world.ts";
import { dispatch, findWorkflow } from "./dispatch.ts";
import { renderRun, workflowId } from "./render-run.ts";
import type { Run } from "./run.ts";

function renderWorkflow({ world, repository }: RepositoryCall, path: string) {
  const id = workflowId(path);
  const name = path.split("/").at(-1) ?? path;
  return {
    id,
    node_id: nodeId("W", id),
    name,
    path,
    state: "active",
    created_at: repository.createdAt,
    updated_at: repository.createdAt,
    url: `${world.url}/repos/${repository.fullName}/actions/workflows/${id}`,
    html_url: `${world.url}/${repository.fullName}/blob/${repository.defaultBranch}/${path}`,
    badge_url: `${world.url}/${repository.fullName}/workflows/${name}/badge.svg`,
  };
}

async function listWorkflows(call: RepositoryCall): Promise<Answer> {
  const { repository } = call;
  const tip = await findCommit(repository, repository.defaultBranch);
  const paths = (await repository.git.tree(tip.sha, true)).map(({ path }) => path);
  const found = paths.filter((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path));
  const rendered = found.map((path) => renderWorkflow(call, path));
  return answerPage(call, rendered, (workflows, total_count) => ({ total_count, workflows }));
}

async function getWorkflow(call: RepositoryCall): Promise<Answer> {
  return ok(renderWorkflow(call, await findWorkflow(call, pathOf(call, "workflow_id"))));
}

async function answerRuns(call: RepositoryCall, runs: readonly Run[]): Promise<Answer> {
  const event = queryOf<string>(call, "event");
  const status = queryOf<string>(call, "status");
  const sha = queryOf<string>(call, "head_sha");
  const branch = queryOf<string>(call, "branch");
  const found = runs.filter(
    (run) =>
      (event === undefined || run.event === event) &&
      (status === undefined || run.status === status || run.conclusion === status) &&
      (sha === undefined || run.sha === sha) &&
      (branch === undefined || run.ref === `refs/heads/${branch}`),
  );
  const rendered = await Promise.all(
    found.toReversed().map((run) => renderRun(call.world, call.repository, run)),
  );
  return answerPage(call, rendered, (workflow_runs, total_count) => ({ total_count, workflow_runs }));
}

async function listRunsOfWorkflow(call: RepositoryCall): Promise<Answer> {
  const wanted = await findWorkflow(call, pathOf(call, "workflow_id"));
  return answerRuns(
    call,
    call.repository.runs.filter(({ path }) => path === wanted),
  );
}

async function getRun(call: RepositoryCall): Promise<Answer> {
  const run = call.repository.runs.find(({ id }) => id === Number(pathOf(call, "run_id")));
  if (!run) throw notFound();
  return ok(await renderRun(call.world, call.repository, run));
}

const actions = "/repos/{owner}/{repo}/actions";
const read = reading("actions");

export const workflowRoutes: Route[] = [
  { operation: `GET ${actions}/workflows`, needs: read, handle: listWorkflows },
  { operation: `GET ${actions}/workflows/{workflow_id}`, needs: read, handle: getWorkflow },
  { operation: `GET ${actions}/workflows/{workflow_id}/runs`, needs: read, handle: listRunsOfWorkflow },
  {
    operation: `POST ${actions}/workflows/{workflow_id}/dispatches`,
    needs: writing("write", "actions"),
    handle: dispatch,
  },
  { operation: `GET ${actions}/runs`, needs: read, handle: (call) => answerRuns(call, call.repository.runs) },
  { operation: `GET ${actions}/runs/{run_id}`, needs: read, handle: getRun },
];
