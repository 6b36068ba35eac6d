import type { Engine } from "../engine.ts";
import {
  backslash,
  beyondAscii,
  carriageReturn,
  del,
  dollar,
  hash,
  minus,
  nine,
  space,
  tab,
  zero,
} from "./codes.ts";

/**
 * The lexical facts that the lexer and the splitter share (MySQL manual 11.1 "Literal Values", 11.2 "Schema Object
 * Names", 11.7 "Comments"; what a 9.7 server does where the manual is silent). Every function takes the index of the
 * opening character and returns the index after the thing, or `unterminated`.
 */
export const unterminated = -1;

const wordCodes = new Uint8Array(beyondAscii);
for (const char of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_$") {
  wordCodes[char.charCodeAt(0)] = 1;
}

/** A character of an unquoted name. Everything beyond ASCII is, a no-break space too. */
export function isWordCode(code: number): boolean {
  return code < beyondAscii ? wordCodes[code] === 1 : code >= beyondAscii;
}

export function isSpaceCode(code: number): boolean {
  return code === space || (code >= tab && code <= carriageReturn);
}

export function isDigitCode(code: number): boolean {
  return code >= zero && code <= nine;
}

/** First index at or after `at` that is not a character of a name. */
export function endOfWord(text: string, at: number): number {
  const { length } = text;
  let i = at;
  while (i < length && isWordCode(text.charCodeAt(i))) i++;
  return i;
}

export function endOfSpace(text: string, at: number): number {
  let i = at;
  while (i < text.length && isSpaceCode(text.charCodeAt(i))) i++;
  return i;
}

/** Where the white space begins that ends the text. */
export function startOfTrailingSpace(text: string): number {
  let end = text.length;
  while (end > 0 && isSpaceCode(text.charCodeAt(end - 1))) end--;
  return end;
}

/** `#`, or `--` before white space, a control character or the end: `--1` is arithmetic. */
export function opensLineComment(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code === hash) return true;
  if (code !== minus || text.charCodeAt(at + 1) !== minus) return false;
  const next = text.charCodeAt(at + 2);
  return !(next > space) || next === del;
}

/** A lone CR does not end it. */
export function endOfLineComment(text: string, at: number): number {
  const newline = text.indexOf("\n", at);
  return newline === -1 ? text.length : newline;
}

/** `/* … *​/`. A version comment that is skipped may hold plain comments, one level deep. */
export function endOfBlockComment(text: string, at: number, nests: boolean): number {
  let i = at + 2;
  for (;;) {
    const close = text.indexOf("*/", i);
    if (close === -1) return unterminated;
    const inner = nests ? text.slice(i, close + 1).indexOf("/*") : -1;
    if (inner === -1) return close + 2;
    const innerClose = text.indexOf("*/", i + inner + 2);
    if (innerClose === -1) return unterminated;
    i = innerClose + 2;
  }
}

/** A string or a quoted name; the quote is the character at `at`, doubled it stands for itself. */
export function endOfQuoted(text: string, at: number, backslashEscapes: boolean): number {
  const quote = text.charCodeAt(at);
  for (let i = at + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === quote) {
      if (text.charCodeAt(i + 1) !== quote) return i + 1;
      i++;
    } else if (code === backslash && backslashEscapes) {
      i++;
    }
  }
  return unterminated;
}

/** An unknown engine may be MySQL 9. */
export function quotesDollars(engine: Engine | undefined): boolean {
  return engine === undefined || (engine.flavour === "mysql" && engine.version >= 90000);
}

/** The `$$` or `$tag$` that opens a dollar-quoted string (MySQL 9), or undefined where `$` begins a name. */
export function dollarTag(text: string, at: number): string | undefined {
  let i = at + 1;
  while (i < text.length && text.charCodeAt(i) !== dollar && isWordCode(text.charCodeAt(i))) i++;
  return text.charCodeAt(i) === dollar ? text.slice(at, i + 1) : undefined;
}

export function endOfDollarQuoted(text: string, at: number, tag: string): number {
  const close = text.indexOf(tag, at + tag.length);
  return close === -1 ? unterminated : close + tag.length;
}
