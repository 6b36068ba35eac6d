import type { Parsed, Problem } from "../words/problem.ts";
import { checkReferences } from "./check-references.ts";
import { checkSchema } from "./check-schema.ts";
import { closestName } from "./closest-name.ts";
import { compileCondition, conditionVariables } from "./compile-condition.ts";
import { parseYaml, type YamlFile } from "./parse-yaml.ts";
import type { Policy, PolicyFile, RiskRule } from "./policy.ts";
import type { LoosePolicy } from "./policy-check.ts";
import { type PresetName, presetRule, type RuleText } from "./presets.ts";
import { resolvePolicy, resolveRule } from "./resolve-policy.ts";

/** The policy that a text means, or everything that is wrong with it at once. */
export function parsePolicy(text: string, file: string): Parsed<Policy> {
  return parse(text, file, { optional: [], environments: undefined });
}

/**
 * An organisation's floor: a policy that may leave out what only a repository knows. Its presets speak of the
 * repository's environments, given in rollout order.
 */
export function parseFloor(text: string, file: string, environments: readonly string[]): Parsed<Policy> {
  return parse(text, file, {
    optional: ["environments", "instances", "databases", "projects"],
    environments,
  });
}

interface Kind {
  optional: readonly string[];
  environments: readonly string[] | undefined;
}

function parse(text: string, file: string, { optional, environments }: Kind): Parsed<Policy> {
  const read = parseYaml(text, file);
  if ("problem" in read) return { ok: false, problems: [read.problem] };
  const { yaml } = read;
  const { problems: shape, readable } = checkSchema(yaml, optional);
  const loose = (typeof readable === "object" && readable !== null ? readable : {}) as LoosePolicy;
  const rules = compileRules(loose, yaml, environments ?? Object.keys(loose.environments ?? {}));
  const problems = [...shape, ...checkReferences(loose, yaml), ...rules.problems].sort(byPlace);
  if (problems.length > 0) return { ok: false, problems };
  const absent = Object.fromEntries(optional.map((key) => [key, {}]));
  return { ok: true, value: resolvePolicy({ ...absent, ...(yaml.value as PolicyFile) }, rules.rules) };
}

function byPlace(a: Problem, b: Problem): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

/** Presets first, then the file's own rules; the order carries no meaning, since the heaviest match wins. */
function compileRules(
  policy: LoosePolicy,
  yaml: YamlFile,
  environments: readonly string[],
): { rules: RiskRule[]; problems: Problem[] } {
  const presets = (policy.risk?.presets ?? []).map((preset, i) => ({
    rule: preset === undefined ? undefined : presetRule(preset as PresetName, environments),
    path: ["risk", "presets", i],
  }));
  const own = (policy.risk?.rules ?? []).map((rule, i) => ({
    rule: rule?.when === undefined ? undefined : ({ source: undefined, ...rule } as RuleText),
    path: ["risk", "rules", i, "when"],
  }));
  const rules: RiskRule[] = [];
  const problems: Problem[] = [];
  for (const { rule, path } of [...presets, ...own]) {
    if (rule === undefined) continue;
    const compiled = compileCondition(rule.when);
    if ("condition" in compiled) rules.push(resolveRule(rule, compiled.condition));
    else problems.push(conditionProblem(rule, compiled.error, path, yaml));
  }
  return { rules, problems };
}

function conditionProblem(
  rule: RuleText,
  error: { what: string; index: number; variable?: string },
  path: (string | number)[],
  yaml: YamlFile,
): Problem {
  const known = Object.keys(conditionVariables);
  const closest = error.variable === undefined ? undefined : closestName(error.variable, known);
  const fixWithoutHint =
    error.variable === undefined
      ? "Fix the condition; docs/policy.md lists the variables and their types."
      : `The variables are ${known.join(", ")}.`;
  return {
    code: "policy-bad-condition",
    what: `The condition of the rule "${rule.name}" does not compile: ${error.what}.`,
    fix: closest === undefined ? fixWithoutHint : `Did you mean \`${closest}\`?`,
    ...yaml.placeInside(path, rule.when, error.index),
  };
}
