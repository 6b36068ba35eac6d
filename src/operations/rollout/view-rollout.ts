import type { Environment, Policy } from "../../core/policy/policy.ts";
import type { RolloutStatementView, RolloutTaskView, RolloutView } from "../../core/report/rollout-view.ts";
import { pendingTasks } from "../../core/rollout/plan.ts";
import type { LedgerRow, PlannedStatement, Refusal, Task } from "../../core/rollout/rollout.ts";
import type { TargetPlan } from "./look-at-targets.ts";
import type { CurrentPolicy } from "./read-current-policy.ts";
import type { TargetRun } from "./run-target.ts";

/** A rollout as it is shown, at each of its ends. */
export function viewRollout(
  { policy, environment }: Pick<CurrentPolicy, "policy" | "environment">,
  { commit, actors, run }: { commit: string; actors: readonly { login: string }[]; run: string | undefined },
) {
  const base: RolloutView = {
    environment: environment.name,
    commit,
    actor: [...new Set(actors.map(({ login }) => login))].join(", ") || undefined,
    run,
    tasks: [],
    changes: [],
    refusal: undefined,
    next: undefined,
  };
  return {
    waiting: (): RolloutView => ({ ...base, next: sayWho(policy, environment) }),
    nothing: (): RolloutView => base,
    refused: (refusals: readonly Refusal[], plans: readonly TargetPlan[]): RolloutView => ({
      ...base,
      tasks: plans.flatMap(({ tasks }) => pendingTasks(tasks)).map((task) => viewTask(task, undefined)),
      refusal: refusals[0],
    }),
    ran: (
      plans: readonly TargetPlan[],
      runs: readonly TargetRun[],
      stop: Refusal | undefined,
    ): RolloutView => ({
      ...base,
      tasks: plans
        .flatMap(({ tasks }) => pendingTasks(tasks))
        .map((task) => viewTask(task, findRun(runs, task))),
      changes: runs.map(({ target: { database, instance }, diff }) => ({ database, instance, diff })),
      refusal: stop,
      next: stop ? undefined : sayNext(policy, environment),
    }),
  };
}

function findRun(runs: readonly TargetRun[], task: Task): TargetRun["ran"][number] | undefined {
  const there = runs.find(({ target }) => target === task.target);
  return there?.ran.find((one) => one.task.migration.path === task.migration.path);
}

function viewTask(task: Task, run: TargetRun["ran"][number] | undefined): RolloutTaskView {
  const { target, migration } = task;
  const rows = new Map((run?.outcome.rows ?? []).map((row) => [row.statement, row]));
  const next = run?.task.next ?? task.next;
  return {
    database: target.database,
    instance: target.instance,
    file: migration.path,
    status: run?.outcome.status ?? task.status,
    note: run ? undefined : task.note,
    statements: migration.statements.map((statement, i) => viewStatement(statement, i < next, rows.get(i))),
  };
}

function viewStatement(
  { text, line, predicted }: PlannedStatement,
  ranBefore: boolean,
  row: LedgerRow | undefined,
): RolloutStatementView {
  return {
    text,
    line,
    status: row?.status ?? (ranBefore ? "done" : "not-started"),
    predicted,
    actual: row?.actual,
    durationMs: row?.durationMs,
    error: row && row.status !== "done" ? row.note : undefined,
  };
}

function sayNext(policy: Policy, { name }: Environment): string | undefined {
  const next = policy.environments[policy.environments.findIndex((one) => one.name === name) + 1];
  if (!next) return undefined;
  return next.rollout === "automatic" ? `${next.name} follows by itself.` : sayWho(policy, next);
}

function sayWho({ roles }: Policy, { name, dispatch }: Environment): string {
  const titles = dispatch.map((id) => roles.get(id)?.title ?? id);
  if (titles.length === 0) return `${name} waits, and the policy names nobody who may start it.`;
  return `${name} waits until ${titles.join(" or ")} starts its rollout.`;
}
