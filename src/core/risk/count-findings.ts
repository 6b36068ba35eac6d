import type { Finding } from "../assessment.ts";
import { factors } from "./factors.ts";
import type { Size } from "./table-sizes.ts";

/** What a finding adds to the score on one target: `points` of `of`. */
export interface CountedFinding {
  id: string;
  points: number;
  of: number;
}

/**
 * Up to this size a factor that grows with the table has this share of its points; above, and where the size is not
 * known, all of them. Measured on 1,000,000 rows with a writer every 2 ms: a copy kept writers waiting for 10 s, a
 * full-text index for 14 s, one UPDATE of every row for 16 s (MySQL 9.7; MariaDB 10.11: 4 to 6 s), so some 15 ms for
 * 1,000 rows. 10,000 rows are over before anybody notices, 100,000 take as long as requests can wait, and from there on
 * they fail. Bytes count as well, at 1 kB a row: few rows of large values take as long. No size is small enough for
 * nothing: the number of rows is the server's estimate, and after a load far too low.
 */
const steps = [
  { rows: 10_000, bytes: 10_000_000, share: 1 / 4 },
  { rows: 100_000, bytes: 100_000_000, share: 1 / 2 },
];

/** The findings as they weigh for tables of this size; undefined = not known, which is as bad as large. */
export function countFindings(
  findings: readonly Pick<Finding, "id" | "points">[],
  size: Size | undefined,
): CountedFinding[] {
  const share = size === undefined ? 1 : shareOf(size);
  return findings.map(({ id, points }) => ({
    id,
    points: growing.has(id) ? Math.ceil(points * share) : points,
    of: points,
  }));
}

function shareOf({ rows, bytes }: Size): number {
  return steps.find((step) => rows <= step.rows && bytes <= step.bytes)?.share ?? 1;
}

const growing: ReadonlySet<string> = new Set(factors.filter(({ grows }) => grows).map(({ id }) => id));
