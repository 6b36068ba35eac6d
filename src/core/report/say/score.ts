import type { AssessedStatement, Assessment, Finding, Verdict } from "../../assessment.ts";
import { scoreOf } from "../../risk/score.ts";
import { saySize } from "./size.ts";
import { sayTime } from "./time.ts";

export interface ScoreExplained {
  /** Every point: `copy-alter` 10 of 40 and `metadata-lock` 5. */
  points: string;
  /** How to lower it. */
  lower: string;
}

/** How the score came about that decided; undefined = a rule decided, or nothing weighs. */
export function sayScore({ decidedBy, migrations }: Assessment): ScoreExplained | undefined {
  const verdict = decidedBy?.verdict;
  if (verdict === undefined || verdict.rule !== undefined) return undefined;
  const statements = migrations.flatMap((migration) => migration.statements);
  const statement = statements.find(({ verdicts }) => verdicts.includes(verdict));
  const counted = statement === undefined ? [] : countedOn(statement, verdict);
  const [heaviest] = counted;
  const sum = scoreOf(counted);
  // On another engine than the one shown the statement may have had other findings.
  const isHalf = verdict.score !== sum;
  if (heaviest === undefined || (isHalf && verdict.score !== Math.ceil(sum / 2))) return undefined;
  const points = counted.map(
    ({ id, points, of }) => `\`${id}\` ${points === of ? of : `${points} of ${of}`}`,
  );
  return {
    points: `${isHalf ? "half of " : ""}${points.join(", ")}${sizeOf(verdict)}`,
    lower: `To lower it: ${heaviest.instead}`,
  };
}

interface Counted extends Pick<Finding, "id" | "instead" | "points"> {
  of: number;
}

/** Each factor once, heaviest first, with what it adds there. */
function countedOn({ findings }: AssessedStatement, { eased = [] }: Verdict): Counted[] {
  const own = findings.filter(
    ({ id, allowed, points }, i) =>
      allowed === undefined && points > 0 && findings.findIndex((one) => one.id === id) === i,
  );
  return own
    .map(({ id, instead, points }) => {
      const less = eased.find((one) => one.id === id);
      return { id, instead, points: less?.points ?? points, of: points };
    })
    .sort((a, b) => b.points - a.points);
}

/** What took points off: the size of the largest table. */
function sizeOf({ sizes = [], eased = [] }: Verdict): string {
  const [largest] = [...sizes].sort((a, b) => b.rows - a.rows);
  if (largest === undefined || eased.length === 0) return "";
  return `; the largest table has ${saySize(largest)} as of ${sayTime(largest.takenAt)}`;
}
