import { notFound } from "../http/refusal.ts";
import { answerPage } from "../paging.ts";
import { type Answer, ok, pathOf, type RepositoryCall, type Route, reading, writing } from "../route.ts";
import { nodeId } from "../world.ts";
import type { Environment } from "./environment.ts";

function render({ world, repository }: RepositoryCall, { id, name, branches, createdAt }: Environment) {
  const rule = { id: id + 1, node_id: nodeId("GA", id + 1), type: "branch_policy" };
  return {
    id,
    node_id: nodeId("EN", id),
    name,
    url: `${world.url}/repos/${repository.fullName}/environments/${encodeURIComponent(name)}`,
    html_url: `${world.url}/${repository.fullName}/deployments/activity_log?environments_filter=${name}`,
    created_at: createdAt,
    updated_at: createdAt,
    protection_rules: branches ? [rule] : [],
    deployment_branch_policy: branches ? { protected_branches: false, custom_branch_policies: true } : null,
  };
}

/** GitHub makes an environment when somebody first names it. */
export function ensureEnvironment(
  { world, repository }: Pick<RepositoryCall, "world" | "repository">,
  name: string,
) {
  const known = repository.environments.get(name);
  if (known) return known;
  const createdAt = world.clock.stamp();
  const fresh: Environment = { id: world.nextId(), name, branches: undefined, secrets: {}, createdAt };
  repository.environments.set(name, fresh);
  return fresh;
}

function environmentOf(call: RepositoryCall): Environment {
  const environment = call.repository.environments.get(pathOf(call, "environment_name"));
  if (!environment) throw notFound();
  return environment;
}

function listEnvironments(call: RepositoryCall): Answer {
  const rendered = [...call.repository.environments.values()].map((one) => render(call, one));
  return answerPage(call, rendered, (environments, total_count) => ({ total_count, environments }));
}

function listBranchPolicies(call: RepositoryCall): Answer {
  const { id, branches = [] } = environmentOf(call);
  const rendered = branches.map((name, index) => ({
    id: id + 2 + index,
    node_id: nodeId("MDE", id),
    name,
    type: "branch",
  }));
  return answerPage(call, rendered, (branch_policies, total_count) => ({ total_count, branch_policies }));
}

const all = "/repos/{owner}/{repo}/environments";
const one = `${all}/{environment_name}` as const;
// "Actions" read is what GitHub asks of a token to read environments.
const read = reading("actions", "environments");

export const environmentRoutes: Route[] = [
  { operation: `GET ${all}`, needs: read, handle: listEnvironments },
  { operation: `GET ${one}`, needs: read, handle: (call) => ok(render(call, environmentOf(call))) },
  {
    operation: `PUT ${one}`,
    needs: writing("admin", "administration"),
    handle: (call) => ok(render(call, ensureEnvironment(call, pathOf(call, "environment_name")))),
  },
  { operation: `GET ${one}/deployment-branch-policies`, needs: read, handle: listBranchPolicies },
];
