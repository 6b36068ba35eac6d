import type { WorkflowEvent } from "../github/events/events.ts";
import type { SandboxGitHub } from "../github/server.ts";
import type { JobResult } from "./run-job.ts";

/**
 * GitHub itself records a deployment for each job that names an environment, beside whatever the job records
 * (GitHub Docs, "Deployments and environments"). Gives the function that says how the job ended.
 */
export async function announceDeployment(
  github: SandboxGitHub,
  { repository, sha }: WorkflowEvent,
  environment: string,
): Promise<(conclusion: JobResult["conclusion"]) => Promise<void>> {
  const token = github.issueWorkflowToken({
    repository,
    permissions: { contents: "read", deployments: "write" },
  });
  const post = async (path: string, body: object) => {
    const response = await fetch(`${github.url}/repos/${repository}/deployments${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`deployments${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as { id: number };
  };
  const asked = { ref: sha, environment, task: "deploy", auto_merge: false, required_contexts: [] };
  const { id } = await post("", asked);
  await post(`/${id}/statuses`, { state: "in_progress" });
  return async (conclusion) => {
    await post(`/${id}/statuses`, { state: conclusion === "success" ? "success" : "failure" });
  };
}
