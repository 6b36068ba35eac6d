import { atSign, backtick, beyondAscii, dot, singleQuote } from "./codes.ts";
import { readWord } from "./lex-words.ts";
import { type Lexer, push, pushToEnd, upperCase } from "./lexer.ts";
import { decodeQuoted } from "./quoted.ts";
import { endOfQuoted, endOfWord, isWordCode, unterminated } from "./scan.ts";

/** N'…' is a string; x'…' and b'…' are numbers with nothing but digits inside. */
export function readNational(lexer: Lexer) {
  if (lexer.text.charCodeAt(lexer.at + 1) === singleQuote) readString(lexer, 1);
  else readWord(lexer);
}

export function readBits(lexer: Lexer) {
  if (lexer.text.charCodeAt(lexer.at + 1) !== singleQuote) return readWord(lexer);
  const close = lexer.text.indexOf("'", lexer.at + 2);
  if (close === -1) return pushToEnd(lexer);
  const literal = lexer.text.slice(lexer.at, close + 1);
  push(lexer, /^(?:x'(?:[0-9a-f]{2})*'|b'[01]*')$/i.test(literal) ? "number" : "unknown", close + 1);
}

export function readSingleQuote(lexer: Lexer) {
  readString(lexer, 0);
}

export function readDoubleQuote(lexer: Lexer) {
  if (lexer.mode.ansiQuotes) readName(lexer);
  else readString(lexer, 0);
}

function readString(lexer: Lexer, prefix: number) {
  const escapes = !lexer.mode.noBackslashEscapes;
  const end = endOfQuoted(lexer.text, lexer.at + prefix, escapes);
  if (end === unterminated) return pushToEnd(lexer);
  push(lexer, "string", end, decodeQuoted(lexer.text, lexer.at + prefix, end, escapes));
}

export function readName(lexer: Lexer) {
  const end = endOfQuoted(lexer.text, lexer.at, false);
  if (end === unterminated) return pushToEnd(lexer);
  push(lexer, "name", end, decodeQuoted(lexer.text, lexer.at, end, false));
}

/** `@name`, `@'quoted'`, `@@scope.name`; after an account's name, `@host`. */
export function readAt(lexer: Lexer) {
  const { text, at } = lexer;
  if (text.charCodeAt(at + 1) === atSign) return readSystemVariable(lexer);
  const quote = text.charAt(at + 1);
  if (quote !== "" && "'\"`".includes(quote)) {
    const escapes =
      quote !== "`" && !(quote === '"' && lexer.mode.ansiQuotes) && !lexer.mode.noBackslashEscapes;
    const end = endOfQuoted(text, at + 1, escapes);
    if (end === unterminated) return pushToEnd(lexer);
    const value = `@${decodeQuoted(text, at + 1, end, escapes)}`;
    return push(lexer, "variable", end, value, upperCase(value));
  }
  let end = at + 1;
  while (isHostCode(text.charCodeAt(end))) end++;
  const value = text.slice(at, end);
  push(lexer, "variable", end, value, upperCase(value));
}

function isHostCode(code: number): boolean {
  return code === dot || (code < beyondAscii && isWordCode(code));
}

function readSystemVariable(lexer: Lexer) {
  const { text, at } = lexer;
  let value = "@@";
  let end = at + 2;
  for (;;) {
    const quoted = text.charCodeAt(end) === backtick;
    const close = quoted ? endOfQuoted(text, end, false) : endOfWord(text, end);
    if (close === unterminated) return pushToEnd(lexer);
    value += quoted ? decodeQuoted(text, end, close, false) : text.slice(end, close);
    end = close;
    const next = text.charCodeAt(end + 1);
    if (text.charCodeAt(end) !== dot || !(isWordCode(next) || next === backtick)) break;
    value += ".";
    end++;
  }
  push(lexer, "variable", end, value, upperCase(value));
}
