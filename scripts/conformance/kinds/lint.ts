import { join } from "node:path";
import type { Outcome } from "../kind.ts";
import { readAlter } from "../read-alter.ts";
import { readJsonLines } from "../read-corpus.ts";

interface Case {
  linter: string;
  sql: string;
  violations: number;
}

/** Linters of which we have a counterpart, and what our reading says where they complain. */
const counterparts: Readonly<Record<string, (read: NonNullable<ReturnType<typeof readAlter>>) => boolean>> = {
  unsafe: ({ dataLoss, changes }) =>
    dataLoss !== "none" ||
    changes.some(({ clause: { kind } }) => kind === "drop-primary-key" || kind === "reorganize-partition"),
  rename_column: ({ changes }) => changes.some(({ clause }) => clause.kind === "rename-column"),
  invisible_index: ({ changes }) => changes.some(({ clause }) => clause.kind === "drop-index"),
};

/** Where the linter complains, our reading holds what a factor complains about. */
export function checkLint(directory: string): Outcome | undefined {
  const cases = readJsonLines<Case>(join(directory, "lint", "spirit.jsonl"))?.filter(
    ({ linter, violations }) => counterparts[linter] !== undefined && violations > 0,
  );
  if (!cases) return undefined;
  const failures = cases.flatMap(({ linter, sql }) => {
    const read = readAlter(sql);
    return read && counterparts[linter]?.(read)
      ? []
      : [`${linter}: ${sql}\n  got ${read?.changes.map(({ clause }) => clause.kind)}`];
  });
  return { cases: cases.length, failures, bar: 1 };
}
