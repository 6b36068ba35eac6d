import { lex } from "../sql/lex.ts";
import type { SplitStatement } from "../sql/statement.ts";

type Spoken = Pick<SplitStatement, "text" | "mode">;

const known = new WeakMap<object, string>();

/**
 * The statement's tokens in upper case with a space between and after, strings and quoted names as `'…'`: what a factor
 * matches that reads the statement's words. Nothing in a comment or a string can look like code.
 */
export function words(statement: Spoken): string {
  const before = known.get(statement);
  if (before !== undefined) return before;
  const spoken = lex(statement.text, statement.mode)
    .map(({ kind, upper }) => (kind === "string" || kind === "name" ? "'…' " : `${upper} `))
    .join("");
  known.set(statement, spoken);
  return spoken;
}

/** Whether these words stand in the statement, one behind the other. */
export function says(statement: Spoken, phrase: string): boolean {
  const space = phrase.indexOf(" ");
  const first = space < 0 ? phrase : phrase.slice(0, space);
  // Most statements hold the first word nowhere, not even in a comment: then they need no lexing.
  if (!statement.text.toUpperCase().includes(first)) return false;
  return ` ${words(statement)}`.includes(` ${phrase} `);
}
