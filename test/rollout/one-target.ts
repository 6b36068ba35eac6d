import { createHash } from "node:crypto";
import type { RepositoryFile } from "../../src/core/migration/migration.ts";
import { limitsOf } from "../../src/core/policy/limits.ts";
import type { Policy, Target } from "../../src/core/policy/policy.ts";
import { noRowRules, type RowRules } from "../../src/core/policy/row-rules.ts";
import { pendingTasks } from "../../src/core/rollout/tasks.ts";
import { mysqlTargets } from "../../src/mysql/mysql-targets.ts";
import type { Targets } from "../../src/operations/ports/database.ts";
import { lookAtTargets } from "../../src/operations/rollout/look-at-targets.ts";
import { planProjects } from "../../src/operations/rollout/plan-projects.ts";
import { runTarget, type TargetRun } from "../../src/operations/rollout/run-target.ts";

/** Everything pending on one database of one server, by the product's own engine, without GitHub. */
export async function rollOutTo(
  {
    url,
    database,
    migrations,
    rowRules = noRowRules,
  }: { url: string; database: string; migrations: Record<string, string>; rowRules?: RowRules },
  around: (targets: Targets) => Targets = (targets) => targets,
  cancel: AbortSignal = new AbortController().signal,
): Promise<TargetRun> {
  const { target, projects } = projectsOn(database, migrations);
  const targets = around(mysqlTargets({ URL: url }));
  const [plan] = await lookAtTargets(targets, projects, { name: "test" });
  if (!plan) throw new Error("The project has no target.");
  return runTarget({
    targets,
    projects,
    target,
    allowed: pendingTasks(plan.tasks),
    facts: { actor: "tester", run: "test", commit: "0".repeat(40) },
    approvalsOf: () => "{}",
    driftIgnores: [],
    limits: limitsOf({}),
    rowRules,
    clock: { now: () => new Date() },
    cancel,
    say: () => undefined,
  });
}

/** As `tollgate status` looks at it. */
export async function lookAtOneTarget({
  url,
  database,
  migrations,
}: {
  url: string;
  database: string;
  migrations: Record<string, string>;
}) {
  const { projects } = projectsOn(database, migrations);
  const [plan] = await lookAtTargets(mysqlTargets({ URL: url }), projects, { name: "test" });
  if (!plan) throw new Error("The project has no target.");
  return plan;
}

/** The one target of the environment `test`. */
export function targetOf(database: string): Target {
  return {
    environment: "test",
    instance: "server",
    database,
    engine: "mysql-8.4",
    connection: "URL",
    labels: {},
  };
}

function projectsOn(database: string, migrations: Record<string, string>) {
  const target = targetOf(database);
  const policy = {
    projects: [
      { name: "app", migrations: ["**/*.sql"], format: "plain", placeholders: {}, targets: [target] },
    ],
  } as unknown as Policy;
  const { projects, problems } = planProjects(policy, Object.entries(migrations).map(fileOf));
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return { target, projects };
}

function fileOf([path, sql]: [string, string]): RepositoryFile {
  const content = Buffer.from(sql);
  const blob = createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
  return { path, mode: "100644", blob, content };
}
