import type { Environment, Project, Target } from "../../core/policy/policy.ts";
import { foldLedger, type Ledger, ledgerIn } from "../../core/rollout/ledger/fold.ts";
import type { Origin } from "../../core/rollout/ledger/origin.ts";
import { ledgerStops } from "../../core/rollout/ledger-stops.ts";
import { type Plan, plan } from "../../core/rollout/plan.ts";
import type { Refusal } from "../../core/rollout/rollout.ts";
import { orderOf } from "../../core/rollout/target-groups.ts";
import { pendingTasks } from "../../core/rollout/tasks.ts";
import type { Targets } from "../ports/database.ts";
import type { TargetState } from "../ports/target-state.ts";
import { sha256 } from "../sha256.ts";
import { asRefusal, UserError } from "../user-error.ts";
import { inParallel } from "./in-groups.ts";
import type { PlannedProject } from "./plan-projects.ts";

/** One target of an environment, with what every project of it has run there and has not. */
export interface TargetPlan extends Plan {
  target: Target;
  state: TargetState;
  ledger: Ledger;
}

/**
 * The targets of an environment, in the policy's order, each looked at once without writing. Where the failure of one says
 * nothing about the others, one that does not answer is stopped by that, and the others are looked at all the same.
 */
export async function lookAtTargets(
  targets: Pick<Targets, "look">,
  projects: readonly PlannedProject[],
  environment: Pick<Environment, "name" | "order">,
): Promise<TargetPlan[]> {
  const { parallel, onError } = orderOf(environment);
  return inParallel(targetsOf(projects, environment.name), { most: parallel }, async (target) => {
    try {
      return planTarget(projects, target, await targets.look(target));
    } catch (error) {
      if (!(error instanceof UserError) || onError === "stop") throw error;
      return silent(target, asRefusal(error));
    }
  });
}

/** Nothing is known of it. */
function silent(target: Target, stop: Refusal): TargetPlan {
  const server = { id: "", host: "", port: 0, version: "unknown", started: "" };
  const state = { server, exists: false, isEmpty: true, rows: [], ledgerVersion: undefined, histories: [] };
  return { target, state, ledger: foldLedger([], sha256), tasks: [], stops: [stop] };
}

export function targetsOf(
  projects: readonly { project: Pick<Project, "targets"> }[],
  environment: string,
): Target[] {
  const all = projects.flatMap(({ project }) => project.targets);
  const here = all.filter((target) => target.environment === environment);
  return [...new Map(here.map((target) => [`${target.instance}\0${target.database}`, target])).values()];
}

/** What all projects of the target have to run there, project after project. */
export function planTarget(
  projects: readonly PlannedProject[],
  target: Target,
  state: TargetState,
): TargetPlan {
  const ledger = ledgerIn(state, sha256);
  const here = projectsOf(projects, target);
  const plans = here.map(({ project, outOfOrder, sameVersion, migrations }) => {
    const isFresh = ![...ledger.files.values()].some((file) => file.project === project.name);
    const input = {
      target,
      project: project.name,
      ledger,
      exists: state.exists,
      outOfOrder,
      sameVersion,
      sha256,
    };
    return plan({ ...input, migrations: migrations(target, isFresh) });
  });
  const tasks = plans.flatMap((one) => one.tasks);
  const pending = pendingTasks(tasks).length;
  const stops = ledgerStops({ target, ledger, state, pending, ...originOf(projects, target) });
  // What a ledger that cannot be believed says of the files is not worth repeating.
  if (stops.length > 0) return { target, state, ledger, tasks, stops };
  return { target, state, ledger, tasks, stops: plans.flatMap((one) => one.stops) };
}

function projectsOf(projects: readonly PlannedProject[], target: Target): PlannedProject[] {
  return projects.filter(({ project }) => project.targets.some((one) => isSame(one, target)));
}

/** The projects of a target by name, and the repository that they are in. */
export function originOf(
  projects: readonly PlannedProject[],
  target: Target,
): { projects: string[]; origin: Origin } {
  const here = projectsOf(projects, target);
  return { projects: here.map(({ project }) => project.name), origin: here[0]?.origin ?? {} };
}

function isSame(a: Target, b: Target): boolean {
  return a.environment === b.environment && a.instance === b.instance && a.database === b.database;
}
