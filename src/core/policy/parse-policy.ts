import type { Parsed, Problem } from "../problem.ts";
import { checkReferences, type LoosePolicy } from "./check-references.ts";
import { checkSchema } from "./check-schema.ts";
import { closestName } from "./closest-name.ts";
import { compileCondition, conditionVariables } from "./compile-condition.ts";
import type { Policy, PolicyFile, RiskRule } from "./policy.ts";
import { type PresetName, presetRule, type RuleText } from "./presets.ts";
import { readYaml, type YamlFile } from "./read-yaml.ts";
import { resolvePolicy, resolveRule } from "./resolve-policy.ts";

/** The policy that a text means, or everything that is wrong with it at once. */
export function parsePolicy(text: string, file: string): Parsed<Policy> {
  const read = readYaml(text, file);
  if ("problem" in read) return { ok: false, problems: [read.problem] };
  const { yaml } = read;
  const { problems: shape, readable } = checkSchema(yaml);
  const loose = (typeof readable === "object" && readable !== null ? readable : {}) as LoosePolicy;
  const rules = compileRules(loose, yaml);
  const problems = [...shape, ...checkReferences(loose, yaml), ...rules.problems].sort(byPlace);
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, value: resolvePolicy(yaml.value as PolicyFile, rules.rules) };
}

function byPlace(a: Problem, b: Problem): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

/** Presets first, then the file's own rules; the order carries no meaning, since the heaviest match wins. */
function compileRules(policy: LoosePolicy, yaml: YamlFile): { rules: RiskRule[]; problems: Problem[] } {
  const environments = Object.keys(policy.environments ?? {});
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
      ? "Mend the condition; docs/policy.md lists the variables and their types."
      : `The variables are ${known.join(", ")}.`;
  return {
    code: "policy-bad-condition",
    what: `The condition of the rule "${rule.name}" does not compile: ${error.what}.`,
    fix: closest === undefined ? fixWithoutHint : `Did you mean \`${closest}\`?`,
    ...yaml.placeInside(path, rule.when, error.index),
  };
}
