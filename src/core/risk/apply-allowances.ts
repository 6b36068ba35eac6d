import type { Allowance, Finding } from "../assessment.ts";
import { suggestName } from "../policy/closest-name.ts";
import { blocking } from "./blocking.ts";
import { factors } from "./factors.ts";
import type { WrittenAllowance } from "./parse-allowances.ts";

/** What is left to say of the findings of each reading, and what came of each allowance. */
export interface Allowed<Reading> {
  findings: Map<Reading, Finding[]>;
  allowances: Allowance[];
}

/**
 * Findings that a comment before the statement allows keep their points for everybody to see, and add none to the score.
 * An allowance that has no reason, names no factor, hits nothing or is not for this policy allows nothing, and says so.
 */
export function applyAllowances<Reading>(
  written: readonly WrittenAllowance[],
  findings: ReadonlyMap<Reading, readonly Finding[]>,
  isHonoured: boolean,
): Allowed<Reading> {
  const found = new Set([...findings.values()].flat().map(({ id }) => id));
  const allowances = written.flatMap(({ line, ids, reason }) =>
    (ids.length > 0 ? ids : [""]).map((id) => {
      const remark = objection(id, reason, found, isHonoured);
      return { line, id, reason, ...(remark === undefined ? {} : { remark }) };
    }),
  );
  const reasons = new Map(
    allowances.filter(({ remark }) => remark === undefined).map(({ id, reason }) => [id, reason]),
  );
  const mark = (finding: Finding): Finding => {
    const allowed = reasons.get(finding.id);
    return allowed === undefined ? finding : { ...finding, allowed };
  };
  return {
    findings: new Map([...findings].map(([reading, all]) => [reading, all.map(mark)])),
    allowances,
  };
}

/** Why it allows nothing; undefined = it allows. */
function objection(
  id: string,
  reason: string,
  found: ReadonlySet<string>,
  isHonoured: boolean,
): string | undefined {
  if (!isHonoured) return "The policy takes no such comments (`risk.allow_comments: false`).";
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
