import { lex } from "../lex/lex.ts";
import type { Position, SplitStatement } from "../statement.ts";
import { positionIn } from "./position.ts";

/** Where the statement's first word stands: after the comments that lead it, which belong to its text. */
export function codeStart(statement: SplitStatement): Position {
  if (!/^[-#/]/.test(statement.text)) return statement.start;
  const [first] = lex(statement.text, statement.mode);
  return first === undefined ? statement.start : positionIn(statement, first.start);
}
