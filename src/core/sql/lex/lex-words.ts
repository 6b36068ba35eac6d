import { charsets } from "./charsets.ts";
import { type Lexer, push, pushToEnd, upperCase } from "./lexer.ts";
import { readNumber } from "./number.ts";
import {
  dollarTag,
  endOfDollarQuoted,
  endOfWord,
  isDigitCode,
  isWordCode,
  quotesDollars,
  unterminated,
} from "./scan.ts";

export function readWord(lexer: Lexer) {
  pushWord(lexer, endOfWord(lexer.text, lexer.at));
}

function pushWord(lexer: Lexer, end: number) {
  const value = lexer.text.slice(lexer.at, end);
  push(lexer, "word", end, value, upperCase(value));
}

export function readUnderscore(lexer: Lexer) {
  const end = endOfWord(lexer.text, lexer.at);
  const value = lexer.text.slice(lexer.at, end);
  const upper = upperCase(value);
  push(lexer, charsets.has(upper.slice(1)) ? "introducer" : "word", end, value, upper);
}

/** After a word, a dot that touches it and a name character go on with a name: `app.1e5` and `app.select` are names. */
export function readDot(lexer: Lexer) {
  const { text, at, tokens } = lexer;
  const next = text.charCodeAt(at + 1);
  const last = tokens.at(-1);
  const qualifies = last?.end === at && (last.kind === "word" || last.kind === "introducer");
  if (!qualifies && isDigitCode(next)) return readDigit(lexer);
  push(lexer, "operator", at + 1);
  if (qualifies && isWordCode(next)) readWord(lexer);
}

export function readDollar(lexer: Lexer) {
  const tag = quotesDollars(lexer.mode.engine) ? dollarTag(lexer.text, lexer.at) : undefined;
  if (tag === undefined) return readWord(lexer);
  const end = endOfDollarQuoted(lexer.text, lexer.at, tag);
  if (end === unterminated) return pushToEnd(lexer);
  push(lexer, "string", end, lexer.text.slice(lexer.at + tag.length, end - tag.length));
}

export function readDigit(lexer: Lexer) {
  const { kind, end } = readNumber(lexer.text, lexer.at);
  if (kind === "word") pushWord(lexer, end);
  else push(lexer, kind, end);
}
