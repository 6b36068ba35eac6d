import type { AssessedMigration, AssessedStatement, Assessment, Finding } from "../../assessment.ts";
import { highest, type Level } from "../../words/level.ts";
import type { Problem } from "../../words/problem.ts";
import { sayHeadline } from "../say/headline.ts";
import { oneLine } from "../say/neutralise.ts";
import { problemPlace } from "../say/place.ts";
import { formSql, sayForm } from "../say/safer-form.ts";
import { sayScore } from "../say/score.ts";
import { saySearch } from "../say/search.ts";
import { levelSigns } from "../say/signs.ts";
import { saySizes } from "../say/sizes.ts";
import { sayStatement } from "../say/statement.ts";
import type { TerminalBlock } from "./block.ts";
import { renderBlocks } from "./render-blocks.ts";
import type { Style } from "./text.ts";

/** The assessment for people at a terminal of 100 columns. */
export function renderTerminal(assessment: Assessment, { colour }: { colour: boolean }): string {
  return renderBlocks(describeAssessment(assessment), { colour });
}

function describeAssessment(assessment: Assessment): TerminalBlock[] {
  const { title, state } = sayHeadline({ assessment, approval: undefined, roles: new Map() });
  const style = state === "blocked" ? "red" : levelStyles[assessment.level];
  const search = saySearch(assessment);
  return [
    { kind: "heading", text: [{ plain: title, style }] },
    ...why(assessment),
    ...assessment.problems.map(describeProblem),
    ...assessment.migrations.map(describeMigration),
    ...sizes(assessment),
    ...(search === undefined ? [] : [paragraph(search)]),
    ...digest(assessment),
  ];
}

const levelStyles: Readonly<Record<Level, Style>> = {
  high: "red",
  moderate: "yellow",
  low: "green",
  default: "green",
};

const paragraph = (plain: string): TerminalBlock => ({ kind: "paragraph", text: [{ plain }] });
const verbatim = (plain: string): TerminalBlock => ({ kind: "verbatim", text: [{ plain }] });
const stack = (...blocks: readonly TerminalBlock[]): TerminalBlock => ({ kind: "stack", blocks });
const indented = (by: number, ...blocks: readonly TerminalBlock[]): TerminalBlock => ({
  kind: "indented",
  by,
  blocks,
});

function why(assessment: Assessment): TerminalBlock[] {
  const { decidedBy, level } = assessment;
  if (!decidedBy || level === "default") return [];
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
  return [
    paragraph(
      `${levelSigns[level].word} because of ${file}:${line}${where}: ${reason}. ${score?.lower ?? ""}`,
    ),
  ];
}

function sizes(assessment: Assessment): TerminalBlock[] {
  const said = saySizes(assessment, { name: oneLine, sentence: oneLine });
  if (said.length === 0) return [];
  return [stack(...said.map(({ environment, text }) => paragraph(`Sizes on ${environment}${text}`)))];
}

function digest({ digest: whole, migrations }: Assessment): TerminalBlock[] {
  if (migrations.length === 0) return [];
  return [{ kind: "paragraph", text: [{ plain: `Digest ${whole.slice(0, 12)}.`, style: "dim" }] }];
}

function describeProblem(problem: Problem): TerminalBlock {
  const where = problemPlace(problem);
  const [fix = "", ...lines] = problem.fix.split("\n");
  const place = where ? ["  ", { plain: where }] : [];
  return stack(
    { kind: "verbatim", text: [{ plain: problem.code, style: "red" }, ...place] },
    indented(2, paragraph(problem.what), paragraph(fix), ...lines.map((line) => indented(4, verbatim(line)))),
  );
}

function describeMigration({ file, statements, allowances }: AssessedMigration): TerminalBlock {
  const head: TerminalBlock = { kind: "verbatim", text: [{ plain: file, style: "bold" }] };
  if (statements.length === 0) return stack(head, indented(2, verbatim("No statements.")));
  const remarks = allowances.flatMap(({ line, remark }) =>
    remark === undefined
      ? []
      : [atLine(line, { kind: "paragraph", text: [{ plain: remark, style: "yellow" }] })],
  );
  return stack(head, ...statements.map(describeStatement), ...remarks);
}

function atLine(line: number, ...blocks: readonly TerminalBlock[]): TerminalBlock {
  return { kind: "item", mark: `  ${`${line}`.padStart(5)}  `, blocks };
}

function describeStatement(statement: AssessedStatement): TerminalBlock {
  const level = highest(...statement.verdicts.map((verdict) => verdict.level));
  const facts = [levelsText(statement), statement.algorithm ?? ""].filter((fact) => fact !== "").join(", ");
  const findings = statement.findings.map((finding) => indented(2, describeFinding(finding)));
  return atLine(
    statement.line,
    verbatim(sayStatement(statement, oneLine)),
    { kind: "verbatim", text: [{ plain: facts, style: levelStyles[level] }] },
    ...findings,
  );
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

function describeFinding(finding: Finding): TerminalBlock {
  const { id, level, what, why: reason, instead, check, allowed, seen, rewrite } = finding;
  if (allowed !== undefined) {
    const plain = `${id}: ${oneLine(what)} Allowed, because ${oneLine(allowed)}`;
    return { kind: "paragraph", text: [{ plain, style: "dim" }] };
  }
  return stack(
    { kind: "led", lead: [{ plain: id, style: levelStyles[level] }, ": "], text: [{ plain: what }] },
    paragraph(reason),
    paragraph(`Instead: ${instead}`),
    ...(seen === undefined ? [] : [paragraph(`A comment says that it is known: ${oneLine(seen)}`)]),
    ...(check === undefined
      ? []
      : [verbatim("Check first (no row = the data is no obstacle):"), indented(2, verbatim(check))]),
    ...(rewrite === undefined ? [] : [paragraph(sayForm(rewrite)), indented(2, verbatim(formSql(rewrite)))]),
  );
}
