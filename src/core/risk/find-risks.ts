import type { Finding } from "../assessment.ts";
import type { Change } from "../change/change.ts";
import type { Thresholds } from "../policy/policy.ts";
import { codeStart } from "../sql/code-start.ts";
import type { RiskContext, RiskFactor } from "./factor.ts";
import { factors } from "./factors.ts";
import { levelOf } from "./score.ts";

/** Every reason for risk in a statement, in the factors' order; the same sentence once. */
export function findRisks(context: RiskContext, thresholds: Thresholds): Finding[] {
  const { statement } = context;
  const { line } = codeStart(statement);
  // What the pull request creates holds nothing yet: nothing that is done to it weighs.
  const changes = statement.changes.filter(({ created, kind }) => !created || kind === "create-table");
  const findings: Finding[] = [];
  for (const factor of factors) {
    for (const what of sentences(factor, changes, context)) {
      const { id, title, points, why, instead } = factor;
      findings.push({ id, title, level: levelOf(points, thresholds), points, what, why, instead, line });
    }
  }
  return findings;
}

function sentences(factor: RiskFactor, changes: readonly Change[], context: RiskContext): Iterable<string> {
  const found = new Set<string>();
  if ("findInStatement" in factor) {
    const sentence = factor.findInStatement(context.statement, context);
    if (sentence !== undefined) found.add(sentence);
    return found;
  }
  for (const change of changes) {
    const sentence = factor.find(change, context);
    if (sentence !== undefined) found.add(sentence);
  }
  return found;
}
