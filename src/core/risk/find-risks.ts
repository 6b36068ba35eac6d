import type { Finding } from "../assessment.ts";
import type { Thresholds } from "../policy/policy.ts";
import { codeStart } from "../sql/code-start.ts";
import type { RiskContext, RiskFactor } from "./factor.ts";
import { factors } from "./factors.ts";
import { panelFor } from "./panel-for.ts";
import { levelOf } from "./score.ts";

/** Every reason for risk in a statement, in the factors' order; the same sentence once. */
export function findRisks(context: RiskContext, thresholds: Thresholds): Finding[] {
  const answers = askAll(context);
  if (answers.length === 0) return [];
  const { line } = codeStart(context.statement);
  return inOrder(answers).map(({ factor, what, check, places }) => {
    const { id, title, points, why, instead } = factor;
    const finding = { id, title, level: levelOf(points, thresholds), points, what, why, instead, line };
    if (check === undefined && !places?.length) return finding;
    return { ...finding, ...(check !== undefined && { check }), ...(places?.length && { places }) };
  });
}

/** What a factor says of the statement or of one of its changes. */
interface Answer {
  factor: RiskFactor;
  what: string;
  check: Finding["check"];
  places: Finding["places"];
}

function askAll(context: RiskContext): Answer[] {
  const { statement } = context;
  const { aboutStatement, aboutChange } = panelFor(statement);
  const answers: Answer[] = [];
  for (const factor of aboutStatement) {
    const what = factor.findInStatement(statement, context);
    if (what !== undefined) answers.push({ factor, what, check: undefined, places: undefined });
  }
  for (const change of statement.changes) {
    // What the pull request creates holds nothing yet: nothing that is done to it weighs.
    if (change.created && change.kind !== "create-table") continue;
    for (const factor of aboutChange(change.kind)) {
      const what = factor.find(change, context);
      if (what === undefined) continue;
      const check = factor.check?.(change, context);
      answers.push({ factor, what, check, places: factor.places?.(change, context) });
    }
  }
  return answers;
}

function inOrder(answers: Answer[]): Answer[] {
  if (answers.length === 1) return answers;
  const said = new Set<string>();
  const each = answers.filter(({ factor, what }) => {
    const answer = `${factor.id} ${what}`;
    const isNew = !said.has(answer);
    said.add(answer);
    return isNew;
  });
  return each.sort((a, b) => rankOf(a) - rankOf(b));
}

const ranks = new Map(factors.map((factor, i) => [factor, i]));

function rankOf({ factor }: Answer): number {
  return ranks.get(factor) as number;
}
