import type { Value } from "./template.ts";

/** What the run is about, in the words of GitHub's `github` context. */
export interface RunFacts {
  event: string;
  payload: Record<string, unknown>;
  /** Full name. */
  repository: string;
  ref: string;
  sha: string;
  actor: string;
  run: { id: number; number: number; attempt: number };
  workflow: { name: string; path: string };
  apiUrl: string;
}

/** GitHub Docs, "Contexts: github context"; without `token`, `job` and `workspace`, which belong to a job. */
export function githubContext(facts: RunFacts): Record<string, Value> {
  const pull = facts.payload.pull_request as { head?: { ref: string }; base?: { ref: string } } | undefined;
  const repository = facts.payload.repository as { id: number; owner: { id: number; login: string } };
  const sender = facts.payload.sender as { id: number };
  return {
    event_name: facts.event,
    event: facts.payload as Value,
    ref: facts.ref,
    ref_name: facts.ref.replace(/^refs\/(heads|tags|pull)\//, ""),
    ref_type: facts.ref.startsWith("refs/tags/") ? "tag" : "branch",
    sha: facts.sha,
    head_ref: pull?.head?.ref ?? "",
    base_ref: pull?.base?.ref ?? "",
    repository: facts.repository,
    repository_id: String(repository.id),
    repository_owner: repository.owner.login,
    repository_owner_id: String(repository.owner.id),
    actor: facts.actor,
    actor_id: String(sender.id),
    triggering_actor: facts.actor,
    run_id: String(facts.run.id),
    run_number: String(facts.run.number),
    run_attempt: String(facts.run.attempt),
    workflow: facts.workflow.name,
    workflow_ref: `${facts.repository}/${facts.workflow.path}@${facts.ref}`,
    workflow_sha: facts.sha,
    api_url: facts.apiUrl,
    graphql_url: `${facts.apiUrl}/graphql`,
    server_url: new URL(facts.apiUrl).origin,
  };
}

/** The same facts as GITHUB_* variables; the event itself is a file. */
export function githubVariables(context: Record<string, Value>): Record<string, string> {
  const plain = Object.entries(context).filter(([name]) => name !== "event");
  return Object.fromEntries(plain.map(([name, value]) => [`GITHUB_${name.toUpperCase()}`, String(value)]));
}
