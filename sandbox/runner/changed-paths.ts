import type { WorkflowEvent } from "../github/events/events.ts";
import type { SandboxGitHub } from "../github/server.ts";

/** The files that `paths:` filters look at: of the push, or of the whole pull request. */
export async function changedPaths(github: SandboxGitHub, event: WorkflowEvent): Promise<string[]> {
  const { repository, payload, sha } = event;
  const pull = payload.pull_request as { number: number } | undefined;
  if (pull) return filesAt(github, repository, `pulls/${pull.number}/files?per_page=100`);
  const before = String(payload.before ?? "");
  if (event.event !== "push" || /^0*$/.test(before)) return [];
  return filesAt(github, repository, `compare/${before}...${sha}`);
}

async function filesAt(github: SandboxGitHub, repository: string, path: string): Promise<string[]> {
  const token = github.issueWorkflowToken({
    repository,
    permissions: { contents: "read", pull_requests: "read" },
  });
  const response = await fetch(`${github.url}/repos/${repository}/${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  const body = (await response.json()) as { filename: string }[] | { files?: { filename: string }[] };
  return (Array.isArray(body) ? body : (body.files ?? [])).map(({ filename }) => filename);
}
