import type { AllowanceRule, CommentEffect } from "./allowance-rule.ts";
import { parseFreeze, parseWindow } from "./calendar.ts";
import { durationMs, type Limits } from "./limits.ts";
import { resolveOnline } from "./online-rule.ts";
import { pinnedOf } from "./pinned.ts";
import type {
  Condition,
  Environment,
  PasswordSource,
  Policy,
  PolicyFile,
  Project,
  RiskRule,
  Target,
} from "./policy.ts";
import type { RuleText } from "./presets.ts";
import { resolveFlow, resolveRoles } from "./resolve-flow.ts";
import { resolveOrder } from "./resolve-order.ts";
import { resolveRowRules } from "./row-rules.ts";
import { selectDatabases } from "./select-databases.ts";

/** From the file, whose references all hold, to the form that the product reads: nothing optional, nothing by name. */
export function resolvePolicy(file: PolicyFile, rules: readonly RiskRule[]): Policy {
  const roles = resolveRoles(file);
  return {
    gate: file.gate ?? "action",
    appId: file.app_id,
    floor: file.floor ?? "optional",
    gateFiles: file.gate_files ?? [],
    statistics:
      file.statistics_branch === undefined ? undefined : { branch: file.statistics_branch, counts: true },
    environments: Object.entries(file.environments).map(([name, one]) => resolveEnvironment(name, one)),
    projects: Object.entries(file.projects).map(([name, project]) => resolveProject(file, name, project)),
    roles,
    risk: {
      builtin: file.risk?.builtin ?? true,
      allowComments: resolveComments(file.risk?.allow_comments ?? "seen"),
      allow: (file.risk?.allow ?? []).map(resolveAllowance),
      repositoriesMayAllow: file.risk?.repositories_may_allow ?? false,
      thresholds: { ...defaultThresholds, ...file.risk?.thresholds },
      rules,
    },
    approval: {
      order: file.approval?.order ?? defaultApproval.order,
      distinct: file.approval?.distinct ?? defaultApproval.distinct,
      bots: file.approval?.bots?.map(pinnedOf),
      coAuthors: file.approval?.co_authors ?? defaultApproval.coAuthors,
      proof: file.approval?.proof ?? defaultApproval.proof,
      requireLastPushApproval:
        file.approval?.require_last_push_approval ?? defaultApproval.requireLastPushApproval,
      flows: new Map(
        Object.entries(file.approval?.flows ?? {}).map(([id, flow]) => [id, resolveFlow(roles, id, flow)]),
      ),
      rules: file.approval?.rules ?? {},
    },
  };
}

type RiskFile = NonNullable<PolicyFile["risk"]>;

/** `true` is from the time when no comment could be without effect; what it lowered then it does not lower now. */
function resolveComments(written: NonNullable<RiskFile["allow_comments"]>): CommentEffect {
  if (written === true) return "seen";
  return written === false ? "none" : written;
}

function resolveAllowance(file: NonNullable<RiskFile["allow"]>[number]): AllowanceRule {
  const { finding, path, table, reason, until } = file;
  return {
    finding,
    paths: path === undefined ? undefined : [path].flat(),
    tables: table === undefined ? undefined : [table].flat(),
    reason,
    until,
  };
}

type EnvironmentFile = PolicyFile["environments"][string];

/** Nothing where the file says nothing of them. */
function resolveLimits(file: EnvironmentFile): Pick<Environment, "limits"> {
  const { lock_wait, kill_blockers, statement_timeout, assert, max_lag, lag_wait, on_lag } = file;
  const written: Partial<Limits> = {
    ...(lock_wait !== undefined && { lockWaitMs: durationMs(lock_wait) }),
    ...(kill_blockers && {
      killBlockers: { users: kill_blockers.users, olderThanMs: durationMs(kill_blockers.older_than) },
    }),
    ...(statement_timeout !== undefined && { statementTimeoutMs: durationMs(statement_timeout) }),
    ...(assert && { assert }),
    ...(max_lag !== undefined && { maxLagMs: durationMs(max_lag) }),
    ...(lag_wait !== undefined && { lagWaitMs: durationMs(lag_wait) }),
    ...(on_lag && { onLag: on_lag }),
  };
  return Object.keys(written).length === 0 ? {} : { limits: written };
}

function resolveEnvironment(name: string, file: PolicyFile["environments"][string]): Environment {
  const order = resolveOrder(file);
  const rowRules = resolveRowRules(file);
  return {
    name,
    rollout: file.rollout,
    dispatch: file.dispatch ?? [],
    ...resolveCalendar(file),
    ...(file.drift && { driftIgnores: file.drift.ignore }),
    ...(order && { order }),
    ...resolveLimits(file),
    ...(file.online && { online: resolveOnline(file.online) }),
    ...(file.online && { online: resolveOnline(file.online) }),
    ...(rowRules && { rowRules }),
  };
}

/** Windows and freezes have been read once to check them. */
function resolveCalendar({
  window,
  freeze,
}: Pick<EnvironmentFile, "window" | "freeze">): Pick<Environment, "calendars"> {
  if (window === undefined && freeze === undefined) return {};
  const windows = [window ?? []].flat().map((text) => valid(parseWindow(text)));
  const freezes = (freeze ?? []).map((one) => valid(parseFreeze(one)));
  return { calendars: [{ windows, freezes }] };
}

function valid<Value extends object>(parsed: Value | { fault: string }): Value {
  if ("fault" in parsed) throw new Error(`The policy was resolved though a time of it ${parsed.fault}.`);
  return parsed;
}

/** Documented in the schema, beside `thresholds`. */
export const defaultThresholds = { low: 5, moderate: 25, high: 60 } as const;

/** Documented in the schema, each beside its key. */
export const defaultApproval = {
  order: "strict",
  distinct: true,
  bots: undefined,
  coAuthors: "all",
  proof: "page",
  requireLastPushApproval: false,
} as const;

export function resolveRule(rule: RuleText, when: Condition): RiskRule {
  return { name: rule.name, source: rule.source, when, level: rule.level };
}

function resolveProject(file: PolicyFile, name: string, project: PolicyFile["projects"][string]): Project {
  const databases = Object.entries(file.databases).map(([database, { instances, labels }]) => ({
    name: database,
    instances,
    labels: labels ?? {},
  }));
  const selected = new Set(project.databases.flatMap((selector) => selectDatabases(selector, databases)));
  const targets = Object.keys(file.environments).flatMap((environment) =>
    databases
      .filter((database) => selected.has(database))
      .flatMap((database) => targetsIn(file, environment, database)),
  );
  return {
    name,
    migrations: [project.migrations].flat(),
    format: project.format ?? "auto",
    placeholders: project.placeholders ?? {},
    targets,
  };
}

function targetsIn(
  file: PolicyFile,
  environment: string,
  database: { name: string; instances: readonly string[]; labels: Readonly<Record<string, string>> },
): Target[] {
  return Object.entries(file.instances)
    .filter(([name, instance]) => instance.environment === environment && database.instances.includes(name))
    .map(([instance, { engine, connection, password, replicas }]) => ({
      environment,
      instance,
      database: database.name,
      engine,
      connection,
      ...(password !== undefined && { password: resolvePassword(password) }),
      ...(replicas && { replicas }),
      labels: database.labels,
    }));
}

/** A command is run only where `trustCommands` has been told so. */
function resolvePassword(password: NonNullable<PolicyFile["instances"][string]["password"]>): PasswordSource {
  return typeof password === "string"
    ? { from: "variable", name: password }
    : { from: "command", argv: password.command, trusted: false };
}
