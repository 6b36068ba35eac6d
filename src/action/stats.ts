import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setOutput, summary } from "@actions/core";
import { renderStatistics } from "../core/report/comment/render-statistics.ts";
import { where } from "../core/rollout/tasks.ts";
import { writeStatistics } from "../core/schema/write-statistics.ts";
import { actionClient } from "../github/action-client.ts";
import { githubBranchWriter } from "../github/branch-writer.ts";
import { immutableCache } from "../github/immutable-cache.ts";
import { githubRepository } from "../github/repository.ts";
import { mysqlDatabases } from "../mysql/mysql-databases.ts";
import { type PublishedStatistics, publishStatistics } from "../operations/statistics/publish.ts";
import { UserError } from "../operations/user-error.ts";
import type { Inputs } from "./inputs.ts";
import { failStep, say } from "./say.ts";
import type { WorkflowRun } from "./workflow-run.ts";

const megabytes = 1024 * 1024;

/** What starts by the clock, by hand, or by a push; nothing that a pull request's author can start. */
const trusted = ["schedule", "workflow_dispatch", "push"];

/** Takes the statistics of one environment and publishes them where reviews read them. */
export async function publishFromWorkflow(
  run: WorkflowRun,
  { token, environment }: Pick<Inputs, "token" | "environment">,
): Promise<void> {
  if (!trusted.includes(run.event)) throw untrusted(run.event);
  const place = { octokit: actionClient(token), owner: run.owner, repo: run.repo };
  const clock = { now: () => new Date() };
  const published = await publishStatistics(
    {
      repository: githubRepository(place, immutableCache(64 * megabytes)),
      writer: githubBranchWriter(place),
      databases: mysqlDatabases(process.env, clock),
      clock,
    },
    { environment, run: run.url },
  );
  await tell(published, run);
}

function untrusted(event: string): UserError {
  return new UserError(
    "event",
    `Statistics are not taken on ${event}: the job holds a database's password and may write to the repository.`,
    `Start it on ${trusted.join(", ")}; examples/workflows/tollgate-statistics.yml does.`,
  );
}

async function tell(
  { outcome, branch, snapshot, failures, remarks }: PublishedStatistics,
  run: WorkflowRun,
): Promise<void> {
  const report = join(run.temp, "tollgate-statistics.json");
  await writeFile(report, writeStatistics(snapshot));
  await summary.addRaw(renderStatistics(snapshot)).write();
  setOutput("reason_code", outcome);
  setOutput("report", report);
  for (const remark of remarks) say.warn(remark);
  for (const { error } of failures) say.error(`${error.message} ${error.fix} (${error.code})`);
  say.info(`${snapshot.environment}: ${outcome}, on ${branch}.`);
  if (failures.length > 0) failStep(`Not asked: ${failures.map(({ target }) => where(target)).join(", ")}.`);
}
