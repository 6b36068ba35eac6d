import type { Allowance, AssessedStatement, Assessment, Finding } from "../../assessment.ts";
import { levels } from "../../words/level.ts";
import type { Problem } from "../../words/problem.ts";
import { oneLine } from "../say/neutralise.ts";
import { isProblem, weight } from "../say/order-findings.ts";
import { levelSigns } from "../say/signs.ts";

/** A remark on a line of a file. Only what blocks is an error: high risk is a matter of approval, not a mistake. */
export interface Annotation {
  severity: "error" | "warning" | "notice";
  file: string;
  line: number;
  endLine: number;
  title: string;
  message: string;
}

/** The weightiest first. Problems without a file have no line to stand on and are left to the summary. */
export function annotate({ problems, migrations }: Assessment): Annotation[] {
  const remarks = migrations
    .flatMap(({ file, statements, allowances }) => [
      ...statements.flatMap((statement) => remarksOn(file, statement, problems)),
      ...allowances.flatMap((allowance) => allowanceAnnotation(file, allowance)),
    ])
    .sort((a, b) => b.weight - a.weight)
    .map(({ annotation }) => annotation);
  return [...problems.flatMap(problemAnnotation), ...remarks];
}

function problemAnnotation({ file, line = 1, what, fix, code }: Problem): Annotation[] {
  if (file === undefined) return [];
  return [{ severity: "error", file, line, endLine: line, title: code, message: `${what} ${fix}` }];
}

function remarksOn(file: string, statement: AssessedStatement, problems: readonly Problem[]) {
  const { line, endLine } = statement;
  const findings = statement.findings.filter((one) => !isProblem(one, file, problems));
  const verdict = verdictAnnotation(file, statement);
  const found = findings.map((finding) => ({
    weight: weight(finding),
    annotation: {
      severity:
        weight(finding) < levels.indexOf("moderate") * 1000 ? ("notice" as const) : ("warning" as const),
      file,
      line: finding.line,
      endLine: Math.max(finding.line, endLine),
      title: `${levelSigns[finding.level].word}: ${finding.title}`,
      message: `${oneLine(finding.what)} ${finding.why} ${advice(finding)}`,
    },
  }));
  return verdict === undefined
    ? found
    : [{ weight: verdict.weight, annotation: { ...verdict.annotation, line, endLine } }, ...found];
}

function advice({ instead, allowed, seen }: Finding): string {
  if (allowed !== undefined) return `Allowed here, because ${oneLine(allowed)}`;
  return seen === undefined ? `Instead: ${instead}` : `Instead: ${instead} Known, because ${oneLine(seen)}`;
}

/** One that allows is told with its finding. */
function allowanceAnnotation(file: string, { line, remark, policyUntil }: Allowance) {
  if (remark === undefined) return [];
  const title =
    policyUntil === undefined ? "A comment that allows nothing" : "The policy allows it no longer";
  const annotation = { file, line, endLine: line, title, message: remark };
  return [{ weight: 0, annotation: { ...annotation, severity: "warning" as const } }];
}

/** A level that a rule gave is not among the findings: say it on the statement. */
function verdictAnnotation(file: string, { verdicts }: AssessedStatement) {
  const [heaviest] = verdicts;
  if (heaviest?.rule === undefined || heaviest.level === "default" || heaviest.level === "low")
    return undefined;
  const { level, rule, environment, database, instance } = heaviest;
  const title = `${levelSigns[level].word} on ${environment}`;
  const message = `The rule "${rule}" makes this ${levelSigns[level].word.toLowerCase()} on ${environment} (${database} @ ${instance}).`;
  return {
    weight: levels.indexOf(level) * 1000,
    annotation: { severity: "warning" as const, file, title, message },
  };
}
