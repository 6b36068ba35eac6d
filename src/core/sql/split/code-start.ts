import { lex } from "../lex/lex.ts";
import type { Position, SplitStatement } from "../statement.ts";
import { positionIn } from "./position.ts";

/** Where the statement's first word stands: after the comments that lead it, which belong to its text. */
export function codeStart(statement: SplitStatement): Position {
  const index = codeIndex(statement);
  return index === 0 ? statement.start : positionIn(statement, index);
}

/** The statement's text from there on. */
export function codeFrom(statement: SplitStatement): string {
  return statement.text.slice(codeIndex(statement));
}

function codeIndex({ text, mode }: SplitStatement): number {
  return /^[-#/]/.test(text) ? (lex(text, mode)[0]?.start ?? 0) : 0;
}
