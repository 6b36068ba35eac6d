import type { LexMode } from "../mode.ts";
import type { Token, TokenKind } from "./token.ts";

/** A reading under way: each reader takes what begins at `at` and moves on. */
export interface Lexer {
  text: string;
  mode: LexMode;
  at: number;
  tokens: Token[];
  /** Where the version comment began whose inside is being read. */
  openedAt: number | undefined;
}

export type Reader = (lexer: Lexer) => void;

export function push(
  lexer: Lexer,
  kind: TokenKind,
  end: number,
  value = lexer.text.slice(lexer.at, end),
  upper = value,
) {
  lexer.tokens.push({ kind, value, upper, start: lexer.at, end, hidden: lexer.openedAt !== undefined });
  lexer.at = end;
}

export function pushToEnd(lexer: Lexer) {
  push(lexer, "unknown", lexer.text.length);
}

const mayChange = /[a-z]/;
const beyondAscii = /[\u0080-\uffff]/;

/** Keywords match by ASCII letters only: the Kelvin sign is no K. */
export function upperCase(word: string): string {
  if (!mayChange.test(word)) return word;
  return beyondAscii.test(word)
    ? word.replace(/[a-z]+/g, (letters) => letters.toUpperCase())
    : word.toUpperCase();
}
