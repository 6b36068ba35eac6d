import type { Environment, Thresholds } from "../policy/policy.ts";
import type { Level } from "../words/level.ts";

/**
 * The score of a statement, 0 to 100: the points of its factors added up, each factor once, and no more than 100.
 * So another finding never lowers it, and every point can be traced to a finding.
 */
export function scoreOf(findings: readonly { id: string; points: number }[]): number {
  if (findings.length < 2) return Math.min(100, findings[0]?.points ?? 0);
  const points = new Map(findings.map((finding) => [finding.id, finding.points]));
  return Math.min(
    100,
    [...points.values()].reduce((sum, one) => sum + one, 0),
  );
}

/**
 * The last environment in rollout order is what everything before it protects: there a statement has its full score.
 * In the others a mistake costs less and is found in time: it has half.
 */
export function scoreIn(environment: string, score: number, environments: readonly Environment[]): number {
  return environments.at(-1)?.name === environment ? score : Math.ceil(score / 2);
}

export function levelOf(score: number, thresholds: Thresholds): Level {
  if (score >= thresholds.high) return "high";
  if (score >= thresholds.moderate) return "moderate";
  return score >= thresholds.low ? "low" : "default";
}
