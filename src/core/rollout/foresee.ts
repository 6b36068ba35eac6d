import { type Resume, resumeAt } from "./resume.ts";
import type { PlannedStatement } from "./rollout.ts";
import { freshSession } from "./units/unit.ts";
import { unitsFrom } from "./units/unit-at.ts";

/** What may be said of a file before it runs: where an interruption would need a person, and how to write it otherwise. */
export interface Foreseen {
  /** 1-based. */
  line: number;
  /** A whole sentence. */
  says: string;
}

/** Beyond this, looking from every statement at all others takes longer than it is worth. */
const most = 1_000;

/** By the same functions that run it: which units are only observed, and between which lines it cannot go on. */
export function foresee(statements: readonly PlannedStatement[]): Foreseen[] {
  const { units } = unitsFrom(statements, 0, freshSession);
  const lineOf = (index: number) => statements[index]?.line ?? 0;
  const asks = units.flatMap(({ first, last, protocol, why }): Foreseen[] => {
    if (protocol !== "observed") return [];
    const lines = first === last ? `line ${lineOf(first)}` : `lines ${lineOf(first)} to ${lineOf(last)}`;
    return [{ line: lineOf(first), says: `An interruption of ${lines} asks a person. ${why}` }];
  });
  return [...asks, ...gaps(statements)].sort((a, b) => a.line - b.line);
}

type Stop = Extract<Resume, { can: false }>;

function gaps(statements: readonly PlannedStatement[]): Foreseen[] {
  if (statements.length > most) return [];
  const { units } = unitsFrom(statements, 0, freshSession);
  const found = new Map<string, { stop: Stop; first: number; last: number }>();
  for (const { first } of units.slice(1)) {
    const resume = resumeAt(statements, first);
    if (resume.can) continue;
    const key = `${resume.needs} ${resume.from}`;
    const known = found.get(key);
    found.set(key, { stop: resume, first: known?.first ?? first, last: resume.at });
  }
  return [...found.values()].map(({ stop, first, last }) => {
    const [from, to] = [statements[first - 1]?.line ?? 0, statements[last]?.line ?? 0];
    return {
      line: from,
      says: `It cannot be resumed between line ${from} and line ${to}, which needs ${stop.needs}: put these lines in one START TRANSACTION … COMMIT, or into a migration of their own.`,
    };
  });
}
