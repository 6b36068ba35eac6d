import type { Finding } from "../assessment.ts";
import type { Problem } from "../words/problem.ts";
import { factors } from "./factors.ts";

/** Factors that no approval and no comment lets pass. */
export const blocking: ReadonlySet<string> = new Set(
  factors.flatMap(({ id, blocks }) => (blocks ? [id] : [])),
);

/** What of the findings keeps a pull request from passing, each factor once for a statement. */
export function blockingProblems(file: string, findings: readonly Finding[]): Problem[] {
  const found = findings.filter(({ id }) => blocking.has(id));
  const once = [...new Map(found.map((one) => [one.id, one])).values()];
  return once.map(({ id, what, instead, line }) => ({ code: id, what, fix: instead, file, line }));
}
