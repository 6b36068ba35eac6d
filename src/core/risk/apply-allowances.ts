import type { Allowance, Finding } from "../assessment.ts";
import { type AllowanceRule, allowsIn, type CommentEffect, isExpired } from "../policy/allowance-rule.ts";
import { suggestName } from "../policy/closest-name.ts";
import { blocking } from "./blocking.ts";
import { factors } from "./factors.ts";
import type { WrittenAllowance } from "./parse-allowances.ts";

/** What is left to say of the findings of each reading, and what came of each allowance. */
export interface Allowed<Reading> {
  findings: Map<Reading, Finding[]>;
  allowances: Allowance[];
}

export interface Allowing {
  /** In the comments that lead the statement. */
  written: readonly WrittenAllowance[];
  comments: CommentEffect;
  /** The policy's. */
  rules: readonly AllowanceRule[];
  /** Where the statement stands, and the tables that it works on. */
  at: { path: string; line: number; tables: readonly string[] };
  /** `2027-03-31`, by UTC; undefined = not known. */
  today: string | undefined;
}

/**
 * What the policy allows keeps its points for everybody to see, and adds none to the score. A comment before the
 * statement says to the approvers that the finding is known, and why; only where the policy says `lower` it does the
 * same as the policy: who writes the SQL does not waive its risk. An allowance that has no reason, names no factor, hits
 * nothing, has ended or is not for this policy allows nothing, and says so.
 */
export function applyAllowances<Reading>(
  findings: ReadonlyMap<Reading, readonly Finding[]>,
  { written, comments, rules, at, today }: Allowing,
): Allowed<Reading> {
  const found = new Set([...findings.values()].flat().map(({ id }) => id));
  const inComments = written.flatMap(({ line, ids, reason }) =>
    (ids.length > 0 ? ids : [""]).map((id): Allowance => {
      const remark = objection(id, reason, found, comments);
      if (remark !== undefined) return { line, id, reason, remark };
      return { line, id, reason, ...(comments === "lower" && { lowers: true as const }) };
    }),
  );
  const inPolicy = rules
    .filter((rule) => found.has(rule.finding) && allowsIn(rule, at.path, at.tables))
    .map((rule) => byPolicy(rule, at.line, today));
  const valid = [...inComments, ...inPolicy].filter(({ remark }) => remark === undefined);
  const lowering = new Map(valid.filter(({ lowers }) => lowers).map(({ id, reason }) => [id, reason]));
  const seen = new Map(valid.map(({ id, reason }) => [id, reason]));
  const mark = (finding: Finding): Finding => {
    const [allowed, noted] = [lowering.get(finding.id), seen.get(finding.id)];
    if (allowed !== undefined) return { ...finding, allowed };
    return noted === undefined ? finding : { ...finding, seen: noted };
  };
  return {
    findings: new Map([...findings].map(([reading, all]) => [reading, all.map(mark)])),
    allowances: [...inComments, ...inPolicy],
  };
}

function byPolicy(rule: AllowanceRule, line: number, today: string | undefined): Allowance {
  const { finding: id, reason, until } = rule;
  const allowance = { line, id, reason, policyUntil: until };
  const remark = ruleObjection(rule, today);
  return remark === undefined ? { ...allowance, lowers: true } : { ...allowance, remark };
}

/** Why a rule of the policy allows nothing; undefined = it allows. */
export function ruleObjection(rule: AllowanceRule, today: string | undefined): string | undefined {
  const { finding: id, until } = rule;
  if (!ids.includes(id)) return `There is no finding ${id}. ${suggestName(id, ids)}`;
  if (blocking.has(id)) return "No policy allows it: a rollout would stop there all the same.";
  if (isExpired(rule, today)) return `The policy allowed it until ${until}. It counts again.`;
  return undefined;
}

/** Why it allows nothing; undefined = it allows. */
function objection(
  id: string,
  reason: string,
  found: ReadonlySet<string>,
  comments: CommentEffect,
): string | undefined {
  if (comments === "none") return "The policy takes no such comments (`risk.allow_comments: false`).";
  if (id === "") return "It names no finding. Write `-- tollgate:allow <id> because <reason>`.";
  if (!ids.includes(id)) return `There is no finding ${id}. ${suggestName(id, ids)}`;
  if (reason === "") return `It gives no reason. Write \`-- tollgate:allow ${id} because <reason>\`.`;
  if (blocking.has(id)) return "No comment allows it: a rollout would stop there all the same.";
  if (!found.has(id)) return "The statement below it has no such finding any more. Remove the comment.";
  return undefined;
}

/** One that leads no statement, or shares its line with one. */
export function describeStray(line: number): Allowance {
  const remark =
    "It allows nothing here. Write `-- tollgate:allow <id> because <reason>` on a line of its own before the statement.";
  return { line, id: "", reason: "", remark };
}

const ids = factors.map(({ id }) => id);
