import type { AssessedMigration, AssessedStatement, Assessment, Finding } from "../../assessment.ts";
import { highest, type Level } from "../../words/level.ts";
import type { Problem } from "../../words/problem.ts";
import { sayHeadline } from "../say/headline.ts";
import { oneLine, visible } from "../say/neutralise.ts";
import { problemPlace } from "../say/place.ts";
import { formSql, sayForm } from "../say/safer-form.ts";
import { sayScore } from "../say/score.ts";
import { saySearch } from "../say/search.ts";
import { levelSigns } from "../say/signs.ts";
import { saySizes } from "../say/sizes.ts";
import { sayStatement } from "../say/statement.ts";
import { indent, type Paint, painter, type Style, wrap } from "./text.ts";

const columns = 100;

/** The assessment for people at a terminal of 100 columns. */
export function renderTerminal(assessment: Assessment, { colour }: { colour: boolean }): string {
  const paint = painter(colour);
  const { title, state } = sayHeadline({ assessment, approval: undefined, roles: new Map() });
  const style = state === "blocked" ? "red" : levelStyles[assessment.level];
  const parts = [
    paint("bold", paint(style, visible(title))),
    why(assessment),
    ...assessment.problems.map((problem) => problemText(problem, paint)),
    ...assessment.migrations.map((migration) => migrationText(migration, paint)),
    sizes(assessment),
    paragraph(saySearch(assessment) ?? ""),
    assessment.migrations.length === 0 ? "" : paint("dim", `Digest ${assessment.digest.slice(0, 12)}.`),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

const levelStyles: Readonly<Record<Level, Style>> = {
  high: "red",
  moderate: "yellow",
  low: "green",
  default: "green",
};

function why(assessment: Assessment): string {
  const { decidedBy, level } = assessment;
  if (!decidedBy || level === "default") return "";
  const { file, line, verdict } = decidedBy;
  const score = sayScore(assessment);
  const points = score === undefined ? "" : ` (${score.points})`;
  const reason =
    verdict.rule === undefined
      ? `the score is ${verdict.score} of 100${points}`
      : `the rule "${verdict.rule}"`;
  const where =
    verdict.environment === ""
      ? ""
      : ` on ${verdict.environment} (${verdict.database} @ ${verdict.instance})`;
  return paragraph(
    `${levelSigns[level].word} because of ${file}:${line}${where}: ${reason}. ${score?.lower ?? ""}`,
  );
}

function sizes(assessment: Assessment): string {
  return saySizes(assessment, { name: oneLine, sentence: oneLine })
    .map(({ environment, text }) => paragraph(`Sizes on ${environment}${text}`))
    .join("\n");
}

function problemText(problem: Problem, paint: Paint): string {
  const where = problemPlace(problem);
  const [fix = "", ...lines] = visible(problem.fix).split("\n");
  return [
    `${paint("red", problem.code)}${where ? `  ${visible(where)}` : ""}`,
    indent(paragraph(problem.what, 2), 2),
    indent(paragraph(fix, 2), 2),
    ...lines.map((line) => indent(line, 6)),
  ].join("\n");
}

function migrationText({ file, statements, allowances }: AssessedMigration, paint: Paint): string {
  const head = paint("bold", visible(file));
  if (statements.length === 0) return `${head}\n  No statements.`;
  return [
    head,
    ...statements.map((statement) => statementText(statement, paint)),
    ...allowances.flatMap(({ line, remark }) =>
      remark === undefined ? [] : [`  ${`${line}`.padStart(5)}  ${paint("yellow", paragraph(remark, 9))}`],
    ),
  ].join("\n");
}

function statementText(statement: AssessedStatement, paint: Paint): string {
  const level = highest(...statement.verdicts.map((verdict) => verdict.level));
  const facts = [levelsText(statement), statement.algorithm ?? ""].filter((fact) => fact !== "").join(", ");
  return [
    `  ${`${statement.line}`.padStart(5)}  ${sayStatement(statement, oneLine)}`,
    indent(paint(levelStyles[level], facts), 9),
    ...statement.findings.map((finding) => findingText(finding, paint)),
  ].join("\n");
}

/** `High on prod, Low on test`: the heaviest first, each environment once. */
function levelsText({ verdicts }: AssessedStatement): string {
  const environments = [...new Set(verdicts.map((verdict) => verdict.environment))];
  return environments
    .map((environment) => {
      const level = highest(...verdicts.filter((v) => v.environment === environment).map((v) => v.level));
      return `${levelSigns[level].word} on ${environment}`;
    })
    .join(", ");
}

function findingText(finding: Finding, paint: Paint): string {
  const { id, level, what, why, instead, check, allowed, rewrite } = finding;
  if (allowed !== undefined) {
    const text = `${id}: ${oneLine(what)} Allowed, because ${oneLine(allowed)}`;
    return indent(paint("dim", paragraph(text, 11)), 11);
  }
  const text = [
    `${paint(levelStyles[level], id)}: ${paragraph(what, 11)}`,
    paragraph(why, 11),
    paragraph(`Instead: ${instead}`, 11),
    ...(check === undefined
      ? []
      : ["Check first (no row = the data is no obstacle):", indent(visible(check), 2)]),
    ...(rewrite === undefined ? [] : [paragraph(sayForm(rewrite), 11), indent(visible(formSql(rewrite)), 2)]),
  ];
  return indent(text.join("\n"), 11);
}

function paragraph(text: string, indented = 0): string {
  return wrap(oneLine(text), columns - indented).join("\n");
}
