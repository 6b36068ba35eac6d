import type { Migration } from "../migration/migration.ts";
import type { SplitStatement } from "../sql/statement.ts";

/** `-- tollgate:allow drop-column, lossy-change because nothing reads it since 2.4`, as written. */
export interface WrittenAllowance {
  line: number;
  ids: readonly string[];
  /** "" = none was given. */
  reason: string;
}

interface WrittenAllowances {
  /** For each statement those in the comments before its first word, each on a line of its own. */
  leading: readonly (readonly WrittenAllowance[])[];
  /** Lines where one stands that leads no statement. */
  stray: readonly number[];
}

const mark = "tollgate:allow";

/** Every allowance in a migration; what only undoes it is not looked at. */
export function parseAllowances({
  text,
  statements,
  downStatements,
}: Pick<Migration, "text" | "statements" | "downStatements">): WrittenAllowances {
  if (!text.includes(mark)) return { leading: [], stray: [] };
  const lines = text.split("\n");
  const isOnItsOwn = ({ line }: WrittenAllowance) => /^\s*--/.test(lines[line - 1] ?? "");
  const leading = statements.map((statement) => readLeading(statement).filter(isOnItsOwn));
  const taken = new Set(leading.flat().map(({ line }) => line));
  const undoing = (line: number) =>
    downStatements.some(({ start, end }) => start.line <= line && line <= end.line);
  const stray = lines.flatMap((content, i) =>
    content.includes(mark) && !taken.has(i + 1) && !undoing(i + 1) ? [i + 1] : [],
  );
  return { leading, stray };
}

/** What may lead a statement: white space, and comments that no server reads as code. */
const piece = /\s+|--(?:[\s\p{Cc}][^\n]*|$)|#[^\n]*|\/\*(?![!+]|M!)[\s\S]*?\*\//uy;
const directive = /^--[\s\p{Cc}]+tollgate:allow\b(.*)$/u;

function readLeading({ text, start }: SplitStatement): WrittenAllowance[] {
  if (!text.includes(mark)) return [];
  const written: WrittenAllowance[] = [];
  let { line } = start;
  piece.lastIndex = 0;
  for (let [read] = piece.exec(text) ?? []; read !== undefined; [read] = piece.exec(text) ?? []) {
    const said = directive.exec(read.trimEnd())?.[1];
    if (said !== undefined) written.push({ line, ...readDirective(said) });
    line += read.split("\n").length - 1;
  }
  return written;
}

function readDirective(said: string): Pick<WrittenAllowance, "ids" | "reason"> {
  const [ids = "", ...reason] = said.split(/\bbecause\b/);
  return {
    ids: ids.split(/[\s,]+/).filter((id) => id !== ""),
    reason: reason.join("because").trim(),
  };
}
