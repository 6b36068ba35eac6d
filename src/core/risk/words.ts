import { lex } from "../sql/lex/lex.ts";
import type { Token } from "../sql/lex/token.ts";
import type { SplitStatement } from "../sql/statement.ts";

type Spoken = Pick<SplitStatement, "text" | "mode">;

interface Heard {
  statement: Spoken;
  upperText: string;
  tokens: readonly Token[] | undefined;
  words: string | undefined;
  /** Phrases that were asked about: of a statement with many changes each asks anew. */
  says: Map<string, boolean>;
}

/** Factors ask about one statement after the other, each of them many times: the last one is kept. */
let last: Heard | undefined;

function hear(statement: Spoken): Heard {
  if (last?.statement !== statement) {
    last = {
      statement,
      upperText: statement.text.toUpperCase(),
      tokens: undefined,
      words: undefined,
      says: new Map(),
    };
  }
  return last;
}

/** The statement's text in capitals: a word that is not even there needs no lexing. */
export function upperText(statement: Spoken): string {
  return hear(statement).upperText;
}

function tokensOf(statement: Spoken): readonly Token[] {
  const heard = hear(statement);
  heard.tokens ??= lex(statement.text, statement.mode);
  return heard.tokens;
}

/**
 * The statement's tokens in upper case with a space between and after, strings and quoted names as `'…'`: what a factor
 * matches that reads the statement's words. Nothing in a comment or a string can look like code.
 */
export function words(statement: Spoken): string {
  const heard = hear(statement);
  heard.words ??= tokensOf(statement)
    .map(({ kind, upper }) => (kind === "string" || kind === "name" ? "'…' " : `${upper} `))
    .join("");
  return heard.words;
}

/** Whether these words stand in the statement, one behind the other. */
export function says(statement: Spoken, phrase: string): boolean {
  const { says: known } = hear(statement);
  const answer = known.get(phrase) ?? holds(statement, phrase);
  known.set(phrase, answer);
  return answer;
}

function holds(statement: Spoken, phrase: string): boolean {
  const space = phrase.indexOf(" ");
  const first = space < 0 ? phrase : phrase.slice(0, space);
  if (!upperText(statement).includes(first)) return false;
  return ` ${words(statement)}`.includes(` ${phrase} `);
}
