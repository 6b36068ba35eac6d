import type { Problem } from "../words/problem.ts";
import { parseFreeze, parseWindow } from "./calendar.ts";
import { checkAllowances, checkThresholds } from "./check-risk.ts";
import { suggestName } from "./closest-name.ts";
import type { YamlFile } from "./parse-yaml.ts";
import type { LoosePolicy, NamedKind, PolicyCheck, ReportProblem } from "./policy-check.ts";
import { freezeSchema, windowSchema } from "./schema-of-calendar.ts";
import { selectDatabases } from "./select-databases.ts";

/** Everything that one part of the policy says about another and that is not so. */
export function checkReferences(policy: LoosePolicy, yaml: YamlFile): Problem[] {
  const problems: Problem[] = [];
  const report: ReportProblem = (code, path, what, fix, part) => {
    problems.push({ code, what, fix, ...yaml.place(path, part) });
  };
  const known: Readonly<Record<NamedKind, { names: string[]; under: string }>> = {
    environment: { names: keys(policy.environments), under: "environments" },
    instance: { names: keys(policy.instances), under: "instances" },
    role: { names: keys(policy.roles), under: "roles" },
    flow: { names: keys(policy.approval?.flows), under: "approval.flows" },
  };
  const check: PolicyCheck = {
    policy,
    report,
    expect(kind, name, path, where) {
      const { names, under } = known[kind];
      if (name === undefined || names.includes(name)) return;
      const what = `${where} names the ${kind} \`${name}\`, which is not there.`;
      report(`policy-unknown-${kind}`, path, what, suggestName(name, names, under));
    },
  };
  checkGate(check);
  checkEnvironments(check);
  checkCalendars(check);
  checkGroups(check);
  checkInstances(check);
  checkSelectors(check);
  checkRoles(check);
  checkAllowances(check);
  checkThresholds(check);
  checkFlows(check);
  return problems;
}

function checkGate({ policy, report }: PolicyCheck): void {
  if (policy.gate !== "app" || policy.app_id !== undefined) return;
  report(
    "policy-no-app-id",
    ["gate"],
    "The app holds the gate, but the policy does not say which app.",
    "Add `app_id:` with the id that GitHub shows on the app's settings page.",
    "key",
  );
}

function checkEnvironments({ policy, report, expect }: PolicyCheck): void {
  for (const [name, environment] of entries(policy.environments)) {
    environment?.dispatch?.forEach((role, i) => {
      expect("role", role, ["environments", name, "dispatch", i], `The environment \`${name}\``);
    });
    if (environment?.rollout !== "manual" || environment.dispatch?.length) continue;
    report(
      "policy-no-dispatch",
      ["environments", name],
      `The environment \`${name}\` is rolled out by hand, but nobody may do it.`,
      "Add `dispatch: [a-role]`.",
      "key",
    );
  }
}

/** A window that cannot be read would be no window. */
function checkCalendars({ policy, report }: PolicyCheck): void {
  for (const [name, environment] of entries(policy.environments)) {
    const path = ["environments", name];
    const { window = [], freeze = [] } = environment ?? {};
    [window].flat().forEach((text, i) => {
      const read = text === undefined ? {} : parseWindow(text);
      const at = [...path, "window", ...(Array.isArray(window) ? [i] : [])];
      if ("fault" in read)
        report("policy-bad-window", at, `The window of \`${name}\` ${read.fault}.`, windowSchema.description);
    });
    freeze.forEach((one, i) => {
      const { from, until, reason = "" } = one ?? {};
      const read = from === undefined || until === undefined ? {} : parseFreeze({ from, until, reason });
      if ("fault" in read)
        report(
          "policy-bad-freeze",
          [...path, "freeze", i],
          `A freeze of \`${name}\` ${read.fault}.`,
          freezeAdvice,
        );
    });
  }
}

const freezeAdvice = `Write from, until and reason: ${freezeSchema.items.properties.from.description}`;

function checkInstances({ policy, expect }: PolicyCheck): void {
  for (const [name, instance] of entries(policy.instances)) {
    const path = ["instances", name, "environment"];
    expect("environment", instance?.environment, path, `The instance \`${name}\``);
  }
  for (const [name, database] of entries(policy.databases)) {
    database?.instances?.forEach((instance, i) => {
      expect("instance", instance, ["databases", name, "instances", i], `The database \`${name}\``);
    });
  }
}

function checkSelectors(check: PolicyCheck): void {
  for (const [name, project] of entries(check.policy.projects))
    expectDatabases(check, project?.databases, ["projects", name], `The project \`${name}\``);
}

function expectDatabases(
  { policy, report }: PolicyCheck,
  selectors: readonly (string | undefined)[] | undefined,
  path: (string | number)[],
  where: string,
): void {
  const databases = entries(policy.databases).map(([name, one]) => ({ name, labels: one?.labels ?? {} }));
  selectors?.forEach((selector, i) => {
    if (selector === undefined || selectDatabases(selector, databases).length > 0) return;
    report(
      "policy-selects-nothing",
      [...path, "databases", i],
      `${where} selects \`${selector}\`, and no database answers to it.`,
      suggestName(
        selector,
        databases.map((database) => database.name),
        "databases",
      ),
    );
  });
}

/** A canary that names nothing would let everything else begin at once. */
function checkGroups(check: PolicyCheck): void {
  for (const [name, environment] of entries(check.policy.environments)) {
    const taken = new Set(["rest"]);
    environment?.groups?.forEach((group, i) => {
      const path = ["environments", name, "groups", i];
      const where = `A group of \`${name}\``;
      expectDatabases(check, group?.databases, path, where);
      group?.instances?.forEach((instance, k) => {
        check.expect("instance", instance, [...path, "instances", k], where);
      });
      if (group?.name !== undefined && taken.has(group.name))
        check.report("policy-group-twice", path, `${where} is called \`${group.name}\`.`, groupAdvice);
      if (group?.name !== undefined) taken.add(group.name);
    });
  }
}

const groupAdvice = "Give each group a name of its own; `rest` is the group of what no other one names.";

/** A role that nobody can hold would block whatever asks for it, on the day that somebody needs it. */
function checkRoles({ policy, report }: PolicyCheck): void {
  for (const [name, role] of entries(policy.roles)) {
    if (role?.users?.length || role?.teams?.length) continue;
    report(
      "policy-empty-role",
      ["roles", name],
      `Nobody can hold the role \`${name}\`: it names no user and no team.`,
      "Add `users: [login]` or `teams: [organisation/team]`.",
      "key",
    );
  }
}

type Step = NonNullable<NonNullable<NonNullable<LoosePolicy["approval"]>["flows"]>[string]>["steps"];

function checkStep(
  { report, expect }: PolicyCheck,
  flow: string,
  step: NonNullable<Step>[number],
  path: (string | number)[],
): void {
  const where = `The flow \`${flow}\``;
  if (typeof step !== "object") {
    expect("role", step, path, where);
    return;
  }
  expect("role", step.role, [...path, "role"], where);
  step.any?.forEach((role, i) => {
    expect("role", role, [...path, "any", i], where);
  });
  if ((step.role === undefined) !== (step.any === undefined)) return;
  report(
    "policy-bad-step",
    path,
    `${where} has a step that names not one of \`role\` and \`any\`.`,
    stepAdvice,
  );
}

const stepAdvice = "Write a role's name, `{ role: dba, approvals: 2 }` or `{ any: [dba, security] }`.";

function checkFlows(check: PolicyCheck): void {
  const { policy, report, expect } = check;
  for (const [name, flow] of entries(policy.approval?.flows)) {
    flow?.steps?.forEach((step, i) => {
      checkStep(check, name, step, ["approval", "flows", name, "steps", i]);
    });
    if (name !== "skip") continue;
    report(
      "policy-reserved-flow",
      ["approval", "flows", name],
      "`skip` means that no approval is needed; no flow can have that name.",
      "Name the flow otherwise.",
      "key",
    );
  }
  for (const [source, row] of entries(policy.approval?.rules)) {
    for (const [level, flow] of entries(row)) {
      if (flow === "skip") continue;
      const path = ["approval", "rules", source, level];
      expect("flow", flow, path, `The approval rule for ${source} at ${level}`);
    }
  }
}

function keys(mapping: object | undefined): string[] {
  return Object.keys(mapping ?? {});
}

function entries<T>(mapping: Readonly<Record<string, T>> | undefined): [string, T][] {
  return Object.entries(mapping ?? {});
}
