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
import type { Reading } from "./readings.ts";
import { scoreOf } from "./score.ts";
import { type FailedRule, verdictOn } from "./verdict.ts";

export interface Failure extends FailedRule {
  target: Target;
}

interface Facts extends Pick<RiskContext, "references"> {
  /** `2027-03-31`, by UTC; undefined = not known. */
  today: string | undefined;
  pull: PullFacts;
  statistics: Statistics | undefined;
}

/**
 * One statement judged on every target of its project: where it may be read in several ways there, the worst verdict
 * counts, and the reading that is shown is the worst of all. `written` are the allowances that lead it in the file.
 */
export function assessStatement(
  readings: ReadonlyMap<Reading, RiskContext>,
  { written, path }: { written: readonly WrittenAllowance[]; path: string },
  project: Project,
  policy: Pick<Policy, "environments" | "risk">,
  { pull, statistics, references, today }: Facts,
): {
  statement: AssessedStatement;
  allowances: Allowance[];
  failures: Failure[];
  /** In any reading. */
  found: Finding[];
} {
  const found = new Map(
    [...readings].map(([reading, context]) => [
      reading,
      findRisks(references ? { ...context, references } : context, policy.risk.thresholds),
    ]),
  );
  const { findings, allowances } = applyAllowances(found, {
    written,
    comments: policy.risk.allowComments,
    rules: policy.risk.allow,
    at: { path, ...allowedAt([...readings.values()].map(({ statement }) => statement)) },
    today,
  });
  const failures: Failure[] = [];
  const verdicts: Verdict[] = [];
  for (const target of project.targets) {
    const judged = [...readings]
      .filter(([{ targets }]) => targets.includes(target))
      .map(([reading, context]) => {
        const own = findings.get(reading) ?? [];
        return verdictOn({ policy, project: project.name, target, context, findings: own, pull, statistics });
      });
    const [heaviest] = judged.map(({ verdict }) => verdict).toSorted(heaviestFirst);
    if (heaviest === undefined) throw new Error(`No reading for ${target.database} on ${target.instance}.`);
    verdicts.push(heaviest);
    failures.push(...distinct(judged.flatMap(({ failed }) => failed)).map((one) => ({ ...one, target })));
  }
  const statement = show(...worst(readings, findings), verdicts.toSorted(heaviestFirst));
  return { statement, allowances, failures, found: [...findings.values()].flat() };
}

/** Each rule once. */
function distinct(failed: readonly FailedRule[]): FailedRule[] {
  return [...new Map(failed.map((one) => [one.rule, one])).values()];
}

function heaviestFirst(a: Verdict, b: Verdict): number {
  return levels.indexOf(b.level) - levels.indexOf(a.level) || b.score - a.score;
}

function worst(
  readings: ReadonlyMap<Reading, RiskContext>,
  findings: ReadonlyMap<Reading, Finding[]>,
): [DescribedStatement, Finding[]] {
  const all = [...readings].map(([reading, { statement }]): [DescribedStatement, Finding[]] => [
    statement,
    findings.get(reading) ?? [],
  ]);
  return all.reduce((a, b) => (scoreOf(b[1]) > scoreOf(a[1]) ? b : a));
}

/** Read in several ways it works on the tables of each. */
function allowedAt(statements: readonly DescribedStatement[]): { line: number; tables: string[] } {
  const [first] = statements;
  return {
    line: first === undefined ? 0 : codeStart(first).line,
    tables: [...new Set(statements.flatMap(tablesOf))],
  };
}

function tablesOf({ tables }: DescribedStatement): string[] {
  const names = tables.map(({ database, table }) =>
    database === undefined ? table : `${database}.${table}`,
  );
  return [...new Set(names)];
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
    tables: tablesOf(statement),
    algorithm: statement.algorithm,
    lock: statement.lock,
    rebuilds: statement.rebuilds,
    dataLoss: statement.dataLoss,
    changes: statement.changes,
    findings,
    verdicts,
  };
}
