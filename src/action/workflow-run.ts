import { readFileSync } from "node:fs";
import { UserError } from "../operations/user-error.ts";

/** The run that we are part of, as the runner describes it. */
export interface WorkflowRun {
  owner: string;
  repo: string;
  event: string;
  payload: EventPayload;
  /** Who caused the event. */
  actor: string;
  ref: string;
  sha: string;
  id: number;
  url: string;
  /** A folder of the run's own, emptied afterwards. */
  temp: string;
}

/** What we read of the events that start us. */
interface EventPayload {
  pull_request?: { number: number; head: { sha: string } };
  review?: { id: number; commit_id: string | null };
  issue?: { number: number; pull_request?: object };
  comment?: { id: number; body: string; user: { login: string } | null };
  action?: string;
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/variables#default-environment-variables */
export function readWorkflowRun(env: Readonly<Record<string, string | undefined>>): WorkflowRun {
  const need = (name: string) => {
    const value = env[name];
    if (value) return value;
    const fix =
      "Run it as a step of a GitHub workflow; on your own machine there is the command line, `tollgate`.";
    throw new UserError("not-a-workflow", `The variable ${name} of GitHub's runner is not set.`, fix);
  };
  const [owner = "", repo = ""] = need("GITHUB_REPOSITORY").split("/");
  const id = Number(need("GITHUB_RUN_ID"));
  return {
    owner,
    repo,
    event: need("GITHUB_EVENT_NAME"),
    payload: JSON.parse(readFileSync(need("GITHUB_EVENT_PATH"), "utf8")) as EventPayload,
    actor: need("GITHUB_ACTOR"),
    ref: need("GITHUB_REF"),
    sha: need("GITHUB_SHA"),
    id,
    url: `${need("GITHUB_SERVER_URL")}/${owner}/${repo}/actions/runs/${id}`,
    temp: need("RUNNER_TEMP"),
  };
}
