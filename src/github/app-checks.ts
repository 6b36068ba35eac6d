import type { AppChecks } from "../operations/ports/code-host.ts";
import { findRun } from "./check-run-gate.ts";
import type { GitHubRepository } from "./client.ts";

/** Check runs of an app, read by anybody: GitHub names the app that wrote each, and nobody else can edit it. */
export function githubAppChecks(repository: GitHubRepository): AppChecks {
  return {
    read: async (app, head, name) => (await findRun(repository, app, head, name))?.content,
  };
}
