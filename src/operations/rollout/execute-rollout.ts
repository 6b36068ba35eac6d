import { limitsOf } from "../../core/policy/limits.ts";
import { noRowRules } from "../../core/policy/row-rules.ts";
import type { MigrationEvidence } from "../../core/rollout/gate.ts";
import { rememberedKey, sayHeads } from "../../core/rollout/ledger/remembered-head.ts";
import { orderOf } from "../../core/rollout/target-groups.ts";
import { pendingTasks } from "../../core/rollout/tasks.ts";
import { sha256 } from "../sha256.ts";
import type { TargetPlan } from "./look-at-targets.ts";
import { onlineFor } from "./online/online-for.ts";
import type { PlannedProject } from "./plan-projects.ts";
import type { CurrentPolicy } from "./read-current-policy.ts";
import type { RolloutPorts, RolloutRequest, RolloutResult } from "./request.ts";
import { runTargets, type TargetRuns } from "./run-targets.ts";
import { tellPulls } from "./tell-pulls.ts";
import { viewRollout } from "./view-rollout.ts";

interface ExecutionInput {
  current: CurrentPolicy;
  request: RolloutRequest;
  projects: readonly PlannedProject[];
  plans: readonly TargetPlan[];
  migrations: readonly MigrationEvidence[];
}

/** Runs what the gate let through and shows it where people look. */
export async function executeRollout(ports: RolloutPorts, input: ExecutionInput): Promise<RolloutResult> {
  const { current, request, plans, migrations } = input;
  const { runs, stops, remark } = await asDeployment(ports, input, () => runAll(ports, input));
  const view = viewRollout(current, request).ran(plans, { runs, stops });
  const pulls = pullsOf(migrations);
  // A run of some of the targets is a part: who joins the parts tells the pull requests.
  const told = request.targets ? [] : await tellPulls(ports, current, view, pulls);
  const remarks = [...remark, ...told];
  if (stops[0]) {
    const decision = runs.some(({ files }) => files.length > 0) ? "failed" : "refused";
    return { decision, reasonCode: stops[0].code, view, refusals: stops, remarks, pulls };
  }
  return { decision: "done", reasonCode: "done", view, refusals: [], remarks, pulls };
}

/** Which pull request brought each file. */
function pullsOf(migrations: readonly MigrationEvidence[]): Record<string, number> {
  return Object.fromEntries(migrations.flatMap(({ path, pull }) => (pull ? [[path, pull.number]] : [])));
}

function runAll(
  ports: RolloutPorts,
  { current, request, projects, plans, migrations }: ExecutionInput,
): Promise<TargetRuns> {
  const { commit, run, actors, cancel } = request;
  const actor = actors.map(({ login }) => login).join(", ");
  const { say } = request;
  const evidence = (path: string) => approvalsOf(migrations, path);
  return runTargets(
    {
      ...{ ...ports, projects, facts: { actor, run, commit }, approvalsOf: evidence, cancel, say },
      driftIgnores: current.environment.driftIgnores ?? [],
      limits: limitsOf(current.environment),
      order: orderOf(current.environment),
      rowRules: current.environment.rowRules ?? noRowRules,
      online: onlineFor(current.environment, ports.online),
    },
    plans,
  );
}

/** GitHub's record of what went where. What cannot be recorded before it begins, does not begin. */
async function asDeployment(
  { deployments }: Pick<RolloutPorts, "deployments">,
  { current, request, plans }: ExecutionInput,
  act: () => Promise<TargetRuns>,
): Promise<TargetRuns & { remark: string[] }> {
  const count = plans.flatMap(({ tasks }) => pendingTasks(tasks)).length;
  const description = count === 1 ? "1 migration" : `${count} migrations`;
  const { name: environment } = current.environment;
  const targets = plans.map(({ target }) => rememberedKey(target, sha256));
  const id = await deployments.create({ environment, commit: request.commit, description, targets });
  const update = (state: "in_progress" | "success" | "failure", said = description) =>
    deployments.update(id, { state, description: said, url: request.run });
  await update("in_progress");
  let ran: TargetRuns | undefined;
  const remark: string[] = [];
  try {
    ran = await act();
    return { ...ran, remark };
  } finally {
    for (const said of sayHeads(headsOf(ran?.runs ?? [])))
      await update("in_progress", said).catch((error: unknown) =>
        remark.push(`The deployment to ${environment} does not know where the ledger ends: ${error}`),
      );
    await update(ran?.stops.length === 0 ? "success" : "failure").catch((error: unknown) =>
      remark.push(`The deployment to ${environment} could not be updated: ${error}`),
    );
  }
}

/** Where each ledger ends now: the next rollout looks whether that is still in it. */
function headsOf(runs: TargetRuns["runs"]): Map<string, string> {
  return new Map(
    runs.flatMap(({ target, head }) =>
      head === undefined || head.startsWith("0:") ? [] : [[rememberedKey(target, sha256), head]],
    ),
  );
}

/** What the ledger keeps of the gate's evidence. */
function approvalsOf(migrations: readonly MigrationEvidence[], path: string): string {
  const pull = migrations.find((one) => one.path === path)?.pull;
  const steps = (pull?.approval?.steps ?? []).map(({ role, status, by }) => ({
    role,
    status,
    by: by && { id: by.person.id, login: by.person.login, review: by.review, at: by.at },
  }));
  return JSON.stringify({ pull: pull?.number, digest: pull?.digest, steps });
}
