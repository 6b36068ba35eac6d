import type { Allowance, AssessedStatement, Finding, Verdict } from "../assessment.ts";
import type { DescribedStatement } from "../change/change.ts";
import type { Policy, Project, Target } from "../policy/policy.ts";
import type { Statistics } from "../schema/known-statistics.ts";
import { codeStart } from "../sql/split/code-start.ts";
import { levels } from "../words/level.ts";
import { applyAllowances } from "./apply-allowances.ts";
import type { PullFacts } from "./condition-facts.ts";
import type { RiskContext } from "./factor.ts";
import { findRisks } from "./find-risks.ts";
import type { WrittenAllowance } from "./parse-allowances.ts";
import { scoreOf } from "./score.ts";
import { type FailedRule, verdictOn } from "./verdict.ts";

export interface Failure extends FailedRule {
  target: Target;
}

interface Facts extends Pick<RiskContext, "references"> {
  pull: PullFacts;
  statistics: Statistics | undefined;
}

/**
 * One statement judged on every target of its project. `readings` is the statement as each engine of the targets
 * reads it; the one that is shown is the worst. `written` are the allowances that lead it.
 */
export function assessStatement(
  readings: ReadonlyMap<string, RiskContext>,
  written: readonly WrittenAllowance[],
  project: Project,
  policy: Pick<Policy, "environments" | "risk">,
  { pull, statistics, references }: Facts,
): { statement: AssessedStatement; allowances: Allowance[]; failures: Failure[] } {
  const found = new Map(
    [...readings].map(([engine, context]) => [
      engine,
      findRisks(references ? { ...context, references } : context, policy.risk.thresholds),
    ]),
  );
  const { findings, allowances } = applyAllowances(written, found, policy.risk.allowComments);
  const failures: Failure[] = [];
  const verdicts: Verdict[] = [];
  for (const target of project.targets) {
    const context = readings.get(target.engine);
    const own = findings.get(target.engine);
    if (context === undefined || own === undefined) throw new Error(`No reading for ${target.engine}.`);
    const { verdict, failed } = verdictOn({
      policy,
      project: project.name,
      target,
      context,
      findings: own,
      pull,
      statistics,
    });
    verdicts.push(verdict);
    failures.push(...failed.map((failure) => ({ ...failure, target })));
  }
  const statement = show(...worst(readings, findings), verdicts.toSorted(heaviestFirst));
  return { statement, allowances, failures };
}

function heaviestFirst(a: Verdict, b: Verdict): number {
  return levels.indexOf(b.level) - levels.indexOf(a.level) || b.score - a.score;
}

function worst(
  readings: ReadonlyMap<string, RiskContext>,
  findings: ReadonlyMap<string, Finding[]>,
): [DescribedStatement, Finding[]] {
  const all = [...readings].map(([engine, { statement }]): [DescribedStatement, Finding[]] => [
    statement,
    findings.get(engine) ?? [],
  ]);
  return all.reduce((a, b) => (scoreOf(b[1]) > scoreOf(a[1]) ? b : a));
}

function show(statement: DescribedStatement, findings: Finding[], verdicts: Verdict[]): AssessedStatement {
  const start = codeStart(statement);
  return {
    type: statement.type,
    source: statement.source,
    parsed: statement.parsed,
    text: statement.text,
    line: start.line,
    column: start.column,
    endLine: statement.end.line,
    tables: [
      ...new Set(
        statement.tables.map(({ database, table }) =>
          database === undefined ? table : `${database}.${table}`,
        ),
      ),
    ],
    algorithm: statement.algorithm,
    lock: statement.lock,
    rebuilds: statement.rebuilds,
    dataLoss: statement.dataLoss,
    changes: statement.changes,
    findings,
    verdicts,
  };
}
