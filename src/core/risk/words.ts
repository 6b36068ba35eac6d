import { lex } from "../sql/lex.ts";
import type { SplitStatement } from "../sql/statement.ts";

type Spoken = Pick<SplitStatement, "text" | "mode">;

interface Heard {
  statement: Spoken;
  upperText: string;
  words: string | undefined;
}

/** Factors ask about one statement after the other, each of them many times: the last one is kept. */
let last: Heard | undefined;

function hear(statement: Spoken): Heard {
  if (last?.statement !== statement) {
    last = { statement, upperText: statement.text.toUpperCase(), words: undefined };
  }
  return last;
}

/**
 * The statement's tokens in upper case with a space between and after, strings and quoted names as `'…'`: what a factor
 * matches that reads the statement's words. Nothing in a comment or a string can look like code.
 */
export function words(statement: Spoken): string {
  const heard = hear(statement);
  heard.words ??= lex(statement.text, statement.mode)
    .map(({ kind, upper }) => (kind === "string" || kind === "name" ? "'…' " : `${upper} `))
    .join("");
  return heard.words;
}

/** Whether these words stand in the statement, one behind the other. */
export function says(statement: Spoken, phrase: string): boolean {
  const space = phrase.indexOf(" ");
  const first = space < 0 ? phrase : phrase.slice(0, space);
  // Most statements hold the first word nowhere, not even in a comment: then they need no lexing.
  if (!hear(statement).upperText.includes(first)) return false;
  return ` ${words(statement)}`.includes(` ${phrase} `);
}
