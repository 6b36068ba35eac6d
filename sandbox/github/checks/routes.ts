import type { App } from "../apps/app.ts";
import { findCommit } from "../commits/find-commit.ts";
import { invalid, notFound, Refusal } from "../http/refusal.ts";
import { answerPage } from "../paging.ts";
import { onDefaultBranch } from "../pulls/announce-pull.ts";
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
import { actionsApp } from "../world.ts";
import type { Annotation, CheckRun } from "./check-run.ts";
import { renderCheckRun } from "./render-check-run.ts";

interface Written {
  name?: string;
  head_sha?: string;
  details_url?: string;
  external_id?: string;
  status?: string;
  started_at?: string;
  conclusion?: string;
  completed_at?: string;
  output?: { title?: string; summary?: string; text?: string; annotations?: Annotation[] };
  actions?: CheckRun["actions"];
}

/** "Write permission for the REST API to interact with checks is only available to GitHub Apps." */
function appOf({ token }: RepositoryCall): App | undefined {
  if (token.kind === "installation") return token.app;
  if (token.kind === "workflow") return undefined;
  throw new Refusal(403, "You must authenticate via a GitHub App.");
}

function requireSizes({ output, actions = [] }: Written): void {
  for (const field of ["summary", "text"] as const) {
    if ((output?.[field]?.length ?? 0) > 65_535) throw invalid(`Invalid request.\n\n${field} is too long.`);
  }
  if ((output?.annotations?.length ?? 0) > 50)
    throw invalid("Invalid request.\n\nOnly 50 annotations are allowed.");
  if (actions.length > 3) throw invalid("Invalid request.\n\nOnly 3 actions are allowed.");
}

function write(run: CheckRun, body: Written, now: string): void {
  requireSizes(body);
  run.name = body.name ?? run.name;
  run.detailsUrl = body.details_url ?? run.detailsUrl;
  run.externalId = body.external_id ?? run.externalId;
  run.startedAt = body.started_at ?? run.startedAt;
  // "Providing conclusion will automatically set the status parameter to completed."
  run.status = body.conclusion === undefined ? (body.status ?? run.status) : "completed";
  run.conclusion = run.status === "completed" ? (body.conclusion ?? run.conclusion) : null;
  run.completedAt = run.status === "completed" ? (body.completed_at ?? run.completedAt ?? now) : null;
  run.actions = body.actions ?? run.actions;
  if (!body.output) return;
  const { title, summary, text, annotations = [] } = body.output;
  run.output = {
    title: title ?? run.output.title,
    summary: summary ?? run.output.summary,
    text: text ?? null,
  };
  run.annotations.push(...annotations);
}

/** `requested_action` and `rerequested` go to the app that made the run; the rest to every app with the permission. */
async function announce(
  call: RepositoryCall,
  run: CheckRun,
  action: string,
  more: object = {},
): Promise<void> {
  const { world, repository, actor } = call;
  const toMaker = action === "rerequested" || action === "requested_action";
  world.events.emit({
    event: "check_run",
    action,
    repository,
    actor,
    payload: { check_run: renderCheckRun(world, repository, run), ...more },
    ...(toMaker ? { onlyApp: run.app?.id ?? actionsApp.id } : {}),
    // Workflows hear of other apps' checks only: else each job would start the next one.
    workflows: run.app ? await onDefaultBranch(repository, "check_run") : [],
  });
}

async function createRun(call: RepositoryCall): Promise<Answer> {
  const { world, repository } = call;
  const body = bodyOf<Written>(call);
  const app = appOf(call);
  const { sha } = await findCommit(repository, body.head_sha ?? "");
  const stamp = world.clock.stamp();
  const sibling = repository.checkRuns.find((run) => run.headSha === sha && run.app === app);
  const run: CheckRun = {
    id: world.nextId(),
    suiteId: sibling?.suiteId ?? world.nextId(),
    app,
    name: "",
    headSha: sha,
    status: "queued",
    conclusion: null,
    startedAt: stamp,
    completedAt: null,
    detailsUrl: null,
    externalId: null,
    output: { title: null, summary: null, text: null },
    annotations: [],
    actions: [],
  };
  write(run, body, stamp);
  repository.checkRuns.push(run);
  await announce(call, run, run.status === "completed" ? "completed" : "created");
  return created(renderCheckRun(world, repository, run));
}

function runOf(call: RepositoryCall): CheckRun {
  const run = call.repository.checkRuns.find(({ id }) => id === Number(pathOf(call, "check_run_id")));
  if (!run) throw notFound();
  return run;
}

async function updateRun(call: RepositoryCall): Promise<Answer> {
  const run = runOf(call);
  if (appOf(call) !== run.app)
    throw new Refusal(
      403,
      "Invalid app_id `{app_id}` - check run can only be modified by the GitHub App that created it.",
    );
  const wasCompleted = run.status === "completed";
  write(run, bodyOf<Written>(call), call.world.clock.stamp());
  if (!wasCompleted && run.status === "completed") await announce(call, run, "completed");
  return ok(renderCheckRun(call.world, call.repository, run));
}

/** `filter=latest`, GitHub's default, keeps the newest run of each name and app. */
function latestOnly(runs: readonly CheckRun[]): CheckRun[] {
  const byName = new Map(runs.map((run) => [`${run.app?.id} ${run.name}`, run]));
  return [...byName.values()];
}

async function listRuns(call: RepositoryCall): Promise<Answer> {
  const { world, repository } = call;
  const { sha } = await findCommit(repository, pathOf(call, "ref"));
  const name = queryOf<string>(call, "check_name");
  const status = queryOf<string>(call, "status");
  const appId = queryOf<number>(call, "app_id");
  const found = repository.checkRuns.filter(
    (run) =>
      run.headSha === sha &&
      (name === undefined || run.name === name) &&
      (status === undefined || run.status === status) &&
      (appId === undefined || (run.app?.id ?? actionsApp.id) === appId),
  );
  const listed = queryOf<string>(call, "filter") === "all" ? found : latestOnly(found);
  const rendered = listed.toReversed().map((run) => renderCheckRun(world, repository, run));
  return answerPage(call, rendered, (check_runs, total_count) => ({ total_count, check_runs }));
}

function listAnnotations(call: RepositoryCall): Answer {
  const run = runOf(call);
  const blank = { start_column: null, end_column: null, title: null, raw_details: null };
  const blob_href = `${call.world.url}/${call.repository.fullName}/blob/${run.headSha}`;
  return answerPage(
    call,
    run.annotations.map((one) => ({ ...blank, ...one, blob_href: `${blob_href}/${one.path}` })),
  );
}

async function rerequest(call: RepositoryCall): Promise<Answer> {
  await announce(call, runOf(call), "rerequested");
  return { status: 201, body: {} };
}

const repo = "/repos/{owner}/{repo}";
const one = `${repo}/check-runs/{check_run_id}` as const;
const read = reading("checks");
const change = writing("write", "checks");

export const checkRoutes: Route[] = [
  { operation: `POST ${repo}/check-runs`, needs: change, handle: createRun },
  {
    operation: `GET ${one}`,
    needs: read,
    handle: (call) => ok(renderCheckRun(call.world, call.repository, runOf(call))),
  },
  { operation: `PATCH ${one}`, needs: change, handle: updateRun },
  { operation: `GET ${one}/annotations`, needs: read, handle: listAnnotations },
  { operation: `POST ${one}/rerequest`, needs: change, handle: rerequest },
  { operation: `GET ${repo}/commits/{ref}/check-runs`, needs: read, handle: listRuns },
];
