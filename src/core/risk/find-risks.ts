import type { Finding } from "../assessment.ts";
import type { Thresholds } from "../policy/policy.ts";
import { codeStart } from "../sql/code-start.ts";
import type { RiskContext, RiskFactor } from "./factor.ts";
import { factors } from "./factors.ts";
import { levelOf } from "./score.ts";

/** Every reason for risk in a statement, in the factors' order; the same sentence once. */
export function findRisks(context: RiskContext, thresholds: Thresholds): Finding[] {
  const { line } = codeStart(context.statement);
  return factors.flatMap((factor) =>
    [...new Set(sentences(factor, context))].map((what) => ({
      id: factor.id,
      title: factor.title,
      level: levelOf(factor.points, thresholds),
      points: factor.points,
      what,
      why: factor.why,
      instead: factor.instead,
      line,
    })),
  );
}

function sentences(factor: RiskFactor, context: RiskContext): string[] {
  const { statement } = context;
  const found =
    "findInStatement" in factor
      ? [factor.findInStatement(statement, context)]
      : statement.changes
          .filter((change) => !change.created || change.kind === "create-table")
          .map((change) => factor.find(change, context));
  return found.filter((sentence) => sentence !== undefined);
}
