import type { Finding, Verdict } from "../assessment.ts";
import { ConditionError } from "../policy/condition-error.ts";
import type { ConditionFacts, Policy, RiskRule, Target } from "../policy/policy.ts";
import { databaseStatistics, type Statistics } from "../schema/known-statistics.ts";
import type { DatabaseStatistics } from "../schema/statistics.ts";
import { highest, type Level } from "../words/level.ts";
import type { Source } from "../words/source.ts";
import { conditionFacts, type PullFacts } from "./condition-facts.ts";
import { type CountedFinding, countFindings } from "./count-findings.ts";
import type { RiskContext } from "./factor.ts";
import { levelOf, scoreIn, scoreOf } from "./score.ts";
import { statementSize, type TableSize, tableSizes } from "./table-sizes.ts";

export interface VerdictInput {
  policy: Pick<Policy, "environments" | "risk">;
  project: string;
  target: Target;
  context: Pick<RiskContext, "statement" | "catalog">;
  findings: readonly Finding[];
  pull: PullFacts;
  statistics: Statistics | undefined;
}

/** A rule whose condition failed; what it would have said is not known, so it counts as high. */
export interface FailedRule {
  rule: string;
  why: string;
}

/** The heaviest of the rules that match, the score, and what nobody can read, for one statement on one target. */
export function verdictOn(input: VerdictInput): { verdict: Verdict; failed: FailedRule[] } {
  const { policy, project, target, context, findings, pull, statistics } = input;
  const { statement } = context;
  const known = databaseStatistics(statistics, target);
  const sizes = tableSizes(statement, known);
  const counted = countFindings(findings, statementSize(statement, sizes));
  const inTarget = (some: readonly CountedFinding[]) =>
    scoreIn(target.environment, scoreOf(some), policy.environments);
  const own = counted.filter((_, i) => findings[i]?.allowed === undefined);
  const score = inTarget(own);
  const { rules } = policy.risk;
  // A comment in a migration lowers no rule: its conditions see the whole score.
  const facts =
    rules.length > 0
      ? conditionFacts(context, { target, project, score: inTarget(counted), pull, sizes })
      : [];
  const byScore = policy.risk.builtin ? levelOf(score, policy.risk.thresholds) : "default";
  const start = statement.source === "unknown" ? "high" : byScore;
  const { level, rule, failed } = heaviestRule(rules, statement.source, facts, start);
  const { environment, instance, database } = target;
  const verdict = {
    environment,
    instance,
    database,
    level: failed.length > 0 ? ("high" as const) : level,
    score,
    rule,
  };
  const explained = statistics ? explainSize(sizes, known, own) : {};
  return { verdict: { ...verdict, ...explained }, failed };
}

/** The rule that raises the level furthest; of equals the first, and one that only says the same as the score. */
function heaviestRule(
  rules: readonly RiskRule[],
  source: Source,
  facts: readonly ConditionFacts[],
  start: Level,
): { level: Level; rule: string | undefined; failed: FailedRule[] } {
  const failed: FailedRule[] = [];
  let level = start;
  let rule: string | undefined;
  for (const candidate of rules) {
    if (candidate.source !== undefined && candidate.source !== source) continue;
    const heavier = highest(level, candidate.level) !== level;
    const answer = matches(candidate, facts);
    if (answer.error !== undefined) failed.push({ rule: candidate.name, why: answer.error });
    if (!answer.matches || !(heavier || (rule === undefined && candidate.level === level))) continue;
    level = candidate.level;
    rule = candidate.name;
  }
  return { level, rule, failed };
}

/** What the size of the tables did to the score. */
function explainSize(
  sizes: readonly TableSize[],
  known: DatabaseStatistics | undefined,
  counted: readonly CountedFinding[],
): Pick<Verdict, "sizes" | "unsized" | "eased"> {
  const old = sizes.filter(({ isNew }) => !isNew);
  return {
    sizes: old.flatMap(({ table, size }) =>
      size && known ? [{ table, rows: size.rows, bytes: size.bytes, takenAt: known.takenAt }] : [],
    ),
    unsized: old.filter(({ size }) => size === undefined).map(({ table }) => table),
    eased: counted.filter(({ points, of }) => points < of),
  };
}

function matches(rule: RiskRule, facts: readonly ConditionFacts[]): { matches: boolean; error?: string } {
  try {
    return { matches: facts.some((one) => rule.when.matches(one)) };
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error;
    return { matches: true, error: error.message };
  }
}
