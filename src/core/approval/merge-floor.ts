import { type CommentEffect, commentEffects } from "../policy/allowance-rule.ts";
import { stricterLimits } from "../policy/limits.ts";
import type { Environment, Flow, Policy } from "../policy/policy.ts";
import { gatherRoles } from "../policy/resolve-flow.ts";
import { type Level, levels } from "../words/level.ts";
import type { Parsed, Problem } from "../words/problem.ts";
import { type Source, sources } from "../words/source.ts";
import { mergeFlows } from "./merge-flows.ts";

/**
 * The repository's policy, nowhere below the organisation's floor: every rule of both, the lower thresholds, and for
 * each source and level every step of both. The floor's roles are the floor's: a repository cannot fill them.
 */
export function mergeFloor(floor: Policy, policy: Policy): Parsed<Policy> {
  const roles = gatherRoles(new Map([...policy.roles, ...floor.roles]));
  const { flows, rules, problems } = mergeRules(floor, policy, roles);
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    value: {
      gate: floor.gate === "app" ? "app" : policy.gate,
      appId: floor.gate === "app" ? floor.appId : policy.appId,
      floor: policy.floor,
      gateFiles: [...new Set([...floor.gateFiles, ...policy.gateFiles])],
      statistics: policy.statistics && {
        ...policy.statistics,
        counts: floor.statistics?.branch === policy.statistics.branch,
      },
      environments: policy.environments.map((environment) => mergeEnvironment(floor, environment)),
      projects: policy.projects,
      roles,
      risk: {
        builtin: floor.risk.builtin || policy.risk.builtin,
        allowComments: weaker(floor.risk.allowComments, policy.risk.allowComments),
        allow: [...floor.risk.allow, ...(floor.risk.repositoriesMayAllow ? policy.risk.allow : [])],
        repositoriesMayAllow: floor.risk.repositoriesMayAllow,
        thresholds: {
          low: Math.min(floor.risk.thresholds.low, policy.risk.thresholds.low),
          moderate: Math.min(floor.risk.thresholds.moderate, policy.risk.thresholds.moderate),
          high: Math.min(floor.risk.thresholds.high, policy.risk.thresholds.high),
        },
        rules: [...floor.risk.rules, ...policy.risk.rules],
      },
      approval: {
        order: floor.approval.order === "strict" ? "strict" : policy.approval.order,
        distinct: floor.approval.distinct || policy.approval.distinct,
        bots: mergeBots(floor, policy),
        coAuthors: floor.approval.coAuthors === "all" ? "all" : policy.approval.coAuthors,
        proof: floor.approval.proof === "code" ? "code" : policy.approval.proof,
        requireLastPushApproval:
          floor.approval.requireLastPushApproval || policy.approval.requireLastPushApproval,
        flows,
        rules,
      },
    },
  };
}

/** A floor that names bots allows no others; one that names none leaves it to the repository. */
function mergeBots(
  { approval: { bots: floor } }: Policy,
  { approval: { bots } }: Policy,
): Policy["approval"]["bots"] {
  return floor ? (bots ?? []).filter(({ id }) => floor.some((one) => one.id === id)) : bots;
}

/** The one that lets a comment do less. */
function weaker(a: CommentEffect, b: CommentEffect): CommentEffect {
  return commentEffects.indexOf(a) < commentEffects.indexOf(b) ? a : b;
}

/** Who may dispatch is whom both allow; whom the floor allows where that is nobody. The calendars of both hold. */
function mergeEnvironment(floor: Policy, own: Environment): Environment {
  const least = floor.environments.find(({ name }) => name === own.name);
  const calendars = [...(least?.calendars ?? []), ...(own.calendars ?? [])];
  // What the floor compares, nobody leaves out.
  const drift = least?.driftIgnores && {
    driftIgnores: (own.driftIgnores ?? []).filter((part) => least.driftIgnores?.includes(part)),
  };
  const limits = least?.limits && { limits: stricterLimits(least.limits, own.limits ?? {}) };
  const rowRules = mergeRowRules(least?.rowRules, own.rowRules);
  const environment = {
    ...own,
    ...(calendars.length > 0 && { calendars }),
    ...drift,
    ...limits,
    ...(rowRules && { rowRules }),
  };
  if (least?.rollout !== "manual") return environment;
  const common = environment.dispatch.filter((role) => least.dispatch.includes(role));
  return { ...environment, rollout: "manual", dispatch: common.length > 0 ? common : least.dispatch };
}

/** What the floor keeps is kept, by its limits: neither more copies of rows nor fewer. */
function mergeRowRules(
  least: Environment["rowRules"],
  own: Environment["rowRules"],
): Environment["rowRules"] {
  if (!least || !own) return own ?? least;
  return {
    batches: own.batches ?? least.batches,
    ...((least.undo ?? own.undo) && { undo: least.undo ?? own.undo }),
  };
}

interface Merged {
  flows: Map<string, Flow>;
  rules: Partial<Record<Source, Partial<Record<Level, string>>>>;
  problems: Problem[];
}

function mergeRules(floor: Policy, policy: Policy, roles: Policy["roles"]): Merged {
  const merged: Merged = { flows: new Map(policy.approval.flows), rules: {}, problems: [] };
  for (const [source, level] of sources.flatMap((one) => levels.map((each) => [one, each] as const))) {
    const cell = mergeCell(floor, policy, roles, source, level);
    if (cell === undefined) continue;
    if (cell === "skip") {
      merged.rules[source] = { ...merged.rules[source], [level]: "skip" };
    } else if ("code" in cell) {
      merged.problems.push(cell);
    } else {
      const flow = withFreeId(cell, merged.flows);
      merged.flows.set(flow.id, flow);
      merged.rules[source] = { ...merged.rules[source], [level]: flow.id };
    }
  }
  return merged;
}

/** The flow of both, `skip` where neither asks for one, or nothing where neither says anything. */
function mergeCell(
  floor: Policy,
  policy: Policy,
  roles: Policy["roles"],
  source: Source,
  level: Level,
): Flow | Problem | "skip" | undefined {
  const own = policy.approval.rules[source]?.[level];
  const least = floor.approval.rules[source]?.[level];
  const silent = own === undefined && least === undefined;
  // Nobody says who approves what is high: it blocks, and must go on to do so.
  if (level === "high" && silent) return undefined;
  const [first, ...others] = [...floorFlows(floor, source, level), ...named(policy, own)];
  if (first === undefined) return silent ? undefined : "skip";
  const merged = mergeFlows([first, ...others], roles);
  return merged.ok ? merged.flow : contradiction(source, level, merged.roles);
}

/**
 * What the floor asks at this level and below it. A repository's own rules may raise a level; that must never take it
 * out of a flow that the floor asks for at the lower one.
 */
function floorFlows(floor: Policy, source: Source, level: Level): Flow[] {
  const upTo = levels.slice(0, levels.indexOf(level) + 1);
  return [...new Set(upTo.map((one) => floor.approval.rules[source]?.[one]))].flatMap((id) =>
    named(floor, id),
  );
}

function named(policy: Policy, id: string | undefined): Flow[] {
  const flow = id === undefined ? undefined : policy.approval.flows.get(id);
  return flow === undefined ? [] : [flow];
}

/** The floor and the repository may use one name for two flows. */
function withFreeId(flow: Flow, flows: ReadonlyMap<string, Flow>): Flow {
  const taken = flows.get(flow.id);
  if (taken === undefined || taken.steps.join() === flow.steps.join()) return flow;
  return withFreeId({ ...flow, id: `organisation.${flow.id}` }, flows);
}

function contradiction(source: Source, level: Level, roles: readonly string[]): Problem {
  return {
    code: "policy-against-floor",
    what: `For ${source} at ${level} the organisation's policy and the repository's ask ${roles.join(" and ")} in opposite orders.`,
    fix: "Give these roles the organisation's order in the repository's flow.",
    file: ".github/tollgate.yml",
  };
}
