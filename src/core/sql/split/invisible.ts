import type { Problem } from "../../words/problem.ts";
import { lex } from "../lex/lex.ts";
import type { SplitStatement } from "../statement.ts";
import { hex } from "./decode.ts";
import { positionIn } from "./position.ts";

/** Characters without a shape, or with that of a space, which MySQL takes for letters of a name. */
const invisible =
  /[\u00a0\u00ad\u061c\u115f\u1160\u1680\u180e\u2000-\u200f\u2028\u2029\u202f\u205f-\u2064\u206a-\u206f\u3000\u3164\ufeff\uffa0]/;

/** In strings and comments they do no harm; in code they make one name look like another. */
export function findInvisible(text: string, statements: readonly SplitStatement[]): Problem[] {
  if (!invisible.test(text)) return [];
  return statements.filter((statement) => invisible.test(statement.text)).flatMap(describe);
}

/** The first one of the statement. */
function describe(statement: SplitStatement): Problem[] {
  for (const { kind, start, end } of lex(statement.text, statement.mode)) {
    const found = statement.text.slice(start, end).search(invisible);
    if (found === -1 || kind === "string" || kind === "hint") continue;
    const { line, column } = positionIn(statement, start + found);
    return [
      {
        code: "invisible-character",
        what: `U+${hex(statement.text.charCodeAt(start + found))} cannot be seen here, and MySQL takes it for a letter.`,
        fix: "Remove it, or write an ordinary space.",
        line,
        column,
      },
    ];
  }
  return [];
}
