import type { Environment, Policy } from "../../core/policy/policy.ts";
import type {
  RolloutStatementView,
  RolloutTargetView,
  RolloutTaskView,
  RolloutView,
} from "../../core/report/rollout-view.ts";
import { hideSecrets } from "../../core/report/say/hide-secrets.ts";
import { describeActual } from "../../core/rollout/actual.ts";
import type { PlannedStatement, Refusal, Task } from "../../core/rollout/rollout.ts";
import { pendingTasks } from "../../core/rollout/tasks.ts";
import type { TargetPlan } from "./look-at-targets.ts";
import type { CurrentPolicy } from "./read-current-policy.ts";
import type { FileRun } from "./run-file.ts";
import type { TargetRun } from "./run-target.ts";
import type { TargetRuns } from "./run-targets.ts";
import type { StatementOutcome } from "./running.ts";

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
    targets: [],
    tasks: [],
    changes: [],
    refusal: undefined,
    next: undefined,
  };
  const refused = (refusals: readonly Refusal[], plans: readonly TargetPlan[]): RolloutView => ({
    ...base,
    targets: plans.map((plan) => viewTarget(plan, [])),
    tasks: plans.flatMap(({ tasks }) => pendingTasks(tasks)).map((task) => viewTask(task, undefined)),
    refusal: refusals[0],
  });
  return {
    refused,
    planned: (...args: Parameters<typeof refused>): RolloutView => ({ ...refused(...args), isPlan: true }),
    waiting: (): RolloutView => ({ ...base, next: sayWho(policy, environment) }),
    nothing: (): RolloutView => base,
    ran: (plans: readonly TargetPlan[], { runs, stops }: TargetRuns): RolloutView => ({
      ...base,
      targets: plans.map((plan) => viewTarget(plan, runs)),
      tasks: plans
        .flatMap(({ tasks }) => pendingTasks(tasks))
        .map((task) => viewTask(task, findRun(runs, task))),
      changes: runs
        .filter(({ head }) => head !== undefined)
        .map(({ target: { database, instance }, diff }) => ({ database, instance, diff })),
      refusal: stops[0],
      next: stops[0] ? undefined : sayNext(policy, environment),
    }),
  };
}

function findRun(runs: readonly TargetRun[], task: Task): FileRun | undefined {
  const there = runs.find(({ target }) => target === task.target);
  return there?.files.find((one) => one.task.migration.path === task.migration.path);
}

function viewTask(task: Task, run: FileRun | undefined): RolloutTaskView {
  const { target, migration } = task;
  const outcomes = new Map((run?.outcomes ?? []).map((one) => [one.index, one]));
  const next = run?.task.next ?? task.next;
  return {
    database: target.database,
    instance: target.instance,
    file: migration.path,
    status: run && (run.status !== "not-started" || task.status === "running") ? run.status : task.status,
    note: run ? undefined : task.note,
    statements: migration.statements.map((one, i) => viewStatement(one, i < next, outcomes.get(i))),
  };
}

function viewStatement(
  { text, line, predicted }: PlannedStatement,
  ranBefore: boolean,
  outcome: StatementOutcome | undefined,
): RolloutStatementView {
  return {
    text: hideSecrets(text),
    line,
    status: outcome?.status ?? (ranBefore ? "done" : "not-started"),
    predicted,
    actual: outcome?.actual && describeActual(outcome.actual, predicted),
    durationMs: outcome?.ms,
    error: outcome && outcome.status !== "done" ? outcome.said : undefined,
    ...(outcome?.kept && { kept: outcome.kept }),
  };
}

/** Every target, whatever became of it. */
function viewTarget({ target, tasks, stops }: TargetPlan, runs: readonly TargetRun[]): RolloutTargetView {
  const { database, instance } = target;
  const run = runs.find((one) => one.target === target);
  const failed = run ? run.stop : stops[0];
  const rest = { database, instance, reason: failed?.code, why: failed?.what, ledger: run?.head };
  if (failed) return { ...rest, state: "failed" };
  if (pendingTasks(tasks).length === 0) return { ...rest, state: "nothing-pending" };
  return { ...rest, state: run ? "done" : "not-tried" };
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
