import type { Assessment } from "../../core/assessment.ts";
import type { Problem } from "../../core/words/problem.ts";
import { UserError } from "../user-error.ts";

/** The judgement where nothing could be weighed: unknown counts as the worst, and it says what to fix. */
export function blockedAssessment(problems: readonly Problem[]): Assessment {
  const [first] = problems;
  return {
    version: 1,
    digest: "",
    level: "high",
    score: 100,
    source: undefined,
    decision: "blocked",
    reasonCode: first?.code ?? "not-judged",
    reason: first?.what ?? "The pull request could not be judged.",
    flow: undefined,
    decidedBy: undefined,
    migrations: [],
    problems,
  };
}

export function problemOf(error: unknown): Problem {
  if (error instanceof UserError) return { code: error.code, what: error.message, fix: error.fix };
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: "not-judged",
    what: `The pull request could not be judged: ${message}`,
    fix: "Re-run the check, or write `/tollgate recheck` as a comment. If it fails again, this is a defect worth a report.",
  };
}
