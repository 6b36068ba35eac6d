import { charsets } from "./charsets.ts";
import { type Lexer, push, pushToEnd, upperCase } from "./lexer.ts";
import { readNumber } from "./number.ts";
import { dollarTag, endOfDollarQuoted, endOfWord, isWordCode, quotesDollars, unterminated } from "./scan.ts";

export function readWord(lexer: Lexer) {
  pushWord(lexer, endOfWord(lexer.text, lexer.at));
}

function pushWord(lexer: Lexer, end: number) {
  const value = lexer.text.slice(lexer.at, end);
  const upper = upperCase(value);
  const introduces = value.startsWith("_") && charsets.has(upper.slice(1));
  push(lexer, introduces ? "introducer" : "word", end, value, upper);
  readQualified(lexer);
}

/** After a word, a dot that touches it and a name character go on with a name: `app.1e5` and `app.select` are names. */
function readQualified(lexer: Lexer) {
  const { text } = lexer;
  while (text.charCodeAt(lexer.at) === 46 && isWordCode(text.charCodeAt(lexer.at + 1))) {
    push(lexer, "operator", lexer.at + 1);
    const end = endOfWord(text, lexer.at);
    const value = text.slice(lexer.at, end);
    push(lexer, "word", end, value, upperCase(value));
  }
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
