import { load } from "js-yaml";
import { findCommit } from "../commits/find-commit.ts";
import type { Commit } from "../git/commit.ts";
import { invalid, notFound, Refusal } from "../http/refusal.ts";
import { type Answer, bodyOf, noContent, pathOf, type RepositoryCall } from "../route.ts";
import { workflowId } from "./render-run.ts";

interface DispatchInput {
  required?: boolean;
  default?: unknown;
  type?: string;
  options?: unknown[];
}

interface WorkflowFile {
  on?: unknown;
}

/** The path of the workflow that a file name or a number means, among those on the default branch. */
export async function findWorkflow({ repository }: RepositoryCall, wanted: string): Promise<string> {
  const tip = await findCommit(repository, repository.defaultBranch);
  const files = (await repository.git.tree(tip.sha, true)).map(({ path }) => path);
  const found = files.find(
    (path) => path === `.github/workflows/${wanted}` || String(workflowId(path)) === wanted,
  );
  if (!found) throw notFound();
  return found;
}

async function readDispatchInputs(call: RepositoryCall, commit: Commit, path: string) {
  const blob = await call.repository.git.object(`${commit.sha}:${path}`);
  const file = load(blob?.bytes.toString() ?? "") as WorkflowFile | undefined;
  const on = file?.on;
  const names = typeof on === "string" ? [on] : Array.isArray(on) ? on : Object.keys(on ?? {});
  if (!names.includes("workflow_dispatch"))
    throw invalid("Workflow does not have 'workflow_dispatch' trigger");
  const config = (on as { workflow_dispatch?: { inputs?: Record<string, DispatchInput> } }).workflow_dispatch;
  return config?.inputs ?? {};
}

/** Refuses as GitHub does, and fills in the defaults. */
function completeInputs(declared: Record<string, DispatchInput>, given: Record<string, unknown>) {
  const unexpected = Object.keys(given).filter((name) => !(name in declared));
  if (unexpected.length > 0) throw invalid(`Unexpected inputs provided: ${JSON.stringify(unexpected)}`);
  const inputs: Record<string, unknown> = {};
  for (const [name, { required = false, default: fallback, type, options }] of Object.entries(declared)) {
    const value = given[name] ?? fallback;
    if (value === undefined && required) throw invalid(`Required input '${name}' not provided`);
    if (type === "choice" && value !== undefined && !options?.map(String).includes(String(value))) {
      throw invalid(`Provided value '${value}' for input '${name}' not in the list of allowed values`);
    }
    if (value !== undefined) inputs[name] = value;
  }
  return inputs;
}

/** Starts the workflow as the branch holds it. GITHUB_TOKEN may do this too: the one event of its that starts a run. */
export async function dispatch(call: RepositoryCall): Promise<Answer> {
  const { world, repository, actor } = call;
  const { ref, inputs = {} } = bodyOf<{ ref: string; inputs?: Record<string, unknown> }>(call);
  const path = await findWorkflow(call, pathOf(call, "workflow_id"));
  const branch = ref.replace("refs/heads/", "");
  const commit = await repository.git.commit(`refs/heads/${branch}`);
  if (!commit) throw new Refusal(422, `No ref found for: ${ref}`);
  const complete = completeInputs(await readDispatchInputs(call, commit, path), inputs);
  world.events.emit({
    event: "workflow_dispatch",
    repository,
    actor,
    payload: { inputs: complete, ref: `refs/heads/${branch}`, workflow: path },
    workflows: [{ event: "workflow_dispatch", ref: `refs/heads/${branch}`, sha: commit.sha }],
  });
  return noContent();
}
