import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setOutput, summary } from "@actions/core";
import { renderDrift } from "../core/report/comment/render-drift.ts";
import { where } from "../core/rollout/tasks.ts";
import { actionClient, readLogin } from "../github/action-client.ts";
import { immutableCache } from "../github/immutable-cache.ts";
import { githubIssues } from "../github/issues.ts";
import { githubRepository } from "../github/repository.ts";
import { mysqlSchemas } from "../mysql/mysql-schemas.ts";
import { findDrift } from "../operations/rollout/find-drift.ts";
import { readCurrentPolicy } from "../operations/rollout/read-current-policy.ts";
import { tellDrift } from "../operations/rollout/tell-drift.ts";
import { UserError } from "../operations/user-error.ts";
import type { Inputs } from "./inputs.ts";
import { failStep, say } from "./say.ts";
import type { WorkflowRun } from "./workflow-run.ts";

const megabytes = 1024 * 1024;

/** What starts by the clock or by hand; nothing that a pull request's author can start. */
const trusted = ["schedule", "workflow_dispatch"];

/** Compares one environment with what its rollouts left, and keeps one issue about it. */
export async function compareFromWorkflow(
  run: WorkflowRun,
  { token, environment: name }: Pick<Inputs, "token" | "environment">,
): Promise<void> {
  if (!trusted.includes(run.event)) {
    throw new UserError(
      "event",
      `Schemas are not compared on ${run.event}: the job holds a database's password and may open issues.`,
      `Start it on ${trusted.join(" or ")}; examples/workflows/tollgate-drift.yml does.`,
    );
  }
  const place = { octokit: actionClient(token), owner: run.owner, repo: run.repo };
  const repository = githubRepository(place, immutableCache(64 * megabytes));
  const { policy, environment } = await readCurrentPolicy(repository, { environment: name });
  const drifts = await findDrift(mysqlSchemas(process.env), policy, environment);
  const issue = await tellDrift(
    githubIssues(place, await readLogin(place.octokit)),
    environment.name,
    drifts,
  );
  const report = join(run.temp, "tollgate-drift.json");
  await writeFile(report, JSON.stringify(drifts, undefined, 2));
  await summary.addRaw(renderDrift(environment.name, drifts)).write();
  const unknown = drifts.filter(({ state }) => state === "unknown");
  const drifted = drifts.filter(({ state }) => state === "drifted");
  setOutput("reason_code", unknown.length > 0 ? "unknown" : drifted.length > 0 ? "drifted" : "same");
  setOutput("report", report);
  for (const { target } of drifted) say.warn(`${where(target)} is not as its last rollout left it.`);
  say.info(`${environment.name}: ${drifted.length} of ${drifts.length} drifted; the issue is ${issue}.`);
  if (unknown.length > 0) failStep(`Not compared: ${unknown.map(({ target }) => where(target)).join(", ")}.`);
}
