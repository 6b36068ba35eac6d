import type { Limit } from "./query.ts";

/** More rows than this nobody bounds: who writes so much means all of them. */
const wholeTable = 1_000_000;

/** Whether a LIMIT may leave rows out. */
export function leavesOut(limit: Limit | undefined): boolean {
  if (!limit) return false;
  return countOf(limit.offset) !== 0 || !(countOf(limit.count) > wholeTable);
}

/** Whether a LIMIT may leave out the first row. */
export function leavesOutFirst(limit: Limit | undefined): boolean {
  return limit !== undefined && (countOf(limit.offset) !== 0 || !(countOf(limit.count) >= 1));
}

/** Whether a LIMIT is sure to leave out the first row. */
export function skipsFirst(limit: Limit | undefined): boolean {
  return limit !== undefined && (countOf(limit.offset) >= 1 || countOf(limit.count) === 0);
}

/** `LIMIT 0` */
export function answersNone(limit: Limit | undefined): boolean {
  return limit !== undefined && countOf(limit.count) === 0;
}

/** NaN = not known. */
function countOf(node: Limit["offset"]): number {
  if (!node) return 0;
  return node.kind === "number" ? Number(node.text) : Number.NaN;
}
