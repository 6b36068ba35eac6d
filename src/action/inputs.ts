import { getInput } from "@actions/core";
import { jobsNamed, mostJobs } from "../core/rollout/matrix.ts";
import { UserError } from "../operations/user-error.ts";

const modes = ["review", "rollout", "matrix", "join", "stats", "drift"] as const;
type Mode = (typeof modes)[number];

export interface Inputs {
  mode: Mode;
  token: string;
  /** Reads the members of teams; `token` where no other is given. */
  teamsToken: string;
  /** Of all but a review. */
  environment: string;
  /** Of a rollout: only these targets, `database@instance`. undefined = all of the environment's. */
  targets: readonly string[] | undefined;
  /** Of a matrix: at most so many. */
  jobs: number;
  /** Of a join: the matrix, as `groups` gave it, and the folder of its jobs' reports. */
  groups: string;
  reports: string;
}

const needs: Readonly<Record<Exclude<Mode, "review">, string>> = {
  rollout: "A rollout needs to know where to.",
  matrix: "A matrix needs to know where to.",
  join: "Reports need to know of which rollout they are.",
  stats: "Statistics need to know whose.",
  drift: "A comparison needs to know of what.",
};

/** The inputs of action.yml, as the runner hands them over. */
export function readInputs(): Inputs {
  const mode = modes.find((one) => one === getInput("mode"));
  if (!mode) {
    throw new UserError(
      "input-mode",
      `The input mode is ${JSON.stringify(getInput("mode"))}.`,
      `Write one of: ${modes.map((one) => `mode: ${one}`).join(", ")}.`,
    );
  }
  const token = getInput("token");
  if (!token) {
    throw new UserError("input-token", "The input token is empty.", "Leave it out, or give it a token.");
  }
  const environment = getInput("environment");
  if (mode !== "review" && !environment) {
    throw new UserError(
      "input-environment",
      needs[mode],
      "Write `environment:` with the name of an environment of the policy.",
    );
  }
  const [groups, reports] = [getInput("groups"), getInput("reports")];
  if (mode === "join" && !(groups && reports)) {
    throw new UserError(
      "input-reports",
      "Which reports, and of which jobs?",
      "Write `reports:` with the folder that they are in, and `groups:` with the output of `mode: matrix`.",
    );
  }
  const teamsToken = getInput("teams_token") || token;
  return { mode, token, teamsToken, environment, targets: readTargets(), jobs: readJobs(), groups, reports };
}

function readTargets(): string[] | undefined {
  const text = getInput("targets");
  return text === "" ? undefined : text.split(",").map((one) => one.trim());
}

function readJobs(): number {
  const text = getInput("jobs");
  const jobs = text === "" ? mostJobs : jobsNamed(text);
  if (jobs !== undefined) return jobs;
  throw new UserError(
    "input-jobs",
    `The input jobs is ${JSON.stringify(text)}.`,
    `Write a number from 1 to ${mostJobs}.`,
  );
}
