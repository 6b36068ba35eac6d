import type { LexMode } from "../mode.ts";
import { beyondAscii, plus, slash, star } from "./codes.ts";
import { readAt, readBits, readDoubleQuote, readName, readNational, readSingleQuote } from "./lex-quoted.ts";
import { readDigit, readDollar, readDot, readUnderscore, readWord } from "./lex-words.ts";
import { type Lexer, push, pushToEnd, type Reader } from "./lexer.ts";
import {
  endOfBlockComment,
  endOfLineComment,
  isDigitCode,
  isSpaceCode,
  isWordCode,
  opensLineComment,
  unterminated,
} from "./scan.ts";
import type { Token } from "./token.ts";
import { opensVersionComment, readVersionComment } from "./version-comment.ts";

/**
 * The tokens of one statement as the server reads them. Never throws and never stops early: what is not a token of
 * MySQL's comes out as `unknown`, what is not terminated as one `unknown` to the end of the text.
 */
export function lex(text: string, mode: LexMode): Token[] {
  const tokens: Token[] = [];
  const lexer: Lexer = { text, mode, at: 0, tokens, openedAt: undefined };
  while (lexer.at < text.length) {
    const code = text.charCodeAt(lexer.at);
    const read = code < beyondAscii ? (readers[code] ?? readUnknown) : readWord;
    read(lexer);
  }
  if (lexer.openedAt !== undefined) push(lexer, "unknown", text.length, "/*!");
  return tokens;
}

function skipSpace(lexer: Lexer) {
  lexer.at++;
}

function readUnknown(lexer: Lexer) {
  push(lexer, "unknown", lexer.at + 1);
}

function readHash(lexer: Lexer) {
  lexer.at = endOfLineComment(lexer.text, lexer.at);
}

function readDash(lexer: Lexer) {
  if (opensLineComment(lexer.text, lexer.at)) readHash(lexer);
  else readLongOperator(lexer);
}

const hintedWords = new Set(["SELECT", "INSERT", "REPLACE", "UPDATE", "DELETE"]);

function readSlash(lexer: Lexer) {
  const { text, at, mode } = lexer;
  if (text.charCodeAt(at + 1) !== star) return readOperator(lexer);
  const version = opensVersionComment(text, at) ? readVersionComment(text, at, mode.engine) : undefined;
  if (version?.executed) {
    lexer.openedAt = at;
    lexer.at = version.codeAt;
    return;
  }
  const end = endOfBlockComment(text, at, version?.nests === true);
  if (end === unterminated) return pushToEnd(lexer);
  const last = lexer.tokens.at(-1);
  const hints = text.charCodeAt(at + 2) === plus && last?.kind === "word" && hintedWords.has(last.upper);
  if (hints) push(lexer, "hint", end);
  else lexer.at = end;
}

function readStar(lexer: Lexer) {
  if (lexer.openedAt === undefined || lexer.text.charCodeAt(lexer.at + 1) !== slash)
    return readOperator(lexer);
  lexer.openedAt = undefined;
  lexer.at += 2;
}

function readQuestion(lexer: Lexer) {
  push(lexer, "parameter", lexer.at + 1);
}

/** Longest first. */
const longOperators = ["<=>", "->>", "->", ":=", "<=", ">=", "<>", "!=", "<<", ">>", "&&", "||"];

function readLongOperator(lexer: Lexer) {
  const long = longOperators.find((operator) => lexer.text.startsWith(operator, lexer.at));
  push(lexer, "operator", lexer.at + (long?.length ?? 1));
}

function readOperator(lexer: Lexer) {
  push(lexer, "operator", lexer.at + 1);
}

const specialReaders: Readonly<Record<string, Reader>> = {
  "'": readSingleQuote,
  '"': readDoubleQuote,
  "`": readName,
  "@": readAt,
  "#": readHash,
  "-": readDash,
  "/": readSlash,
  "*": readStar,
  ".": readDot,
  "?": readQuestion,
  $: readDollar,
  _: readUnderscore,
  n: readNational,
  N: readNational,
  x: readBits,
  X: readBits,
  b: readBits,
  B: readBits,
};

/** By ASCII code of the first character; a character without a reader is no token of MySQL's. */
const readers: readonly (Reader | undefined)[] = Array.from({ length: beyondAscii }, (_, code) => {
  const char = String.fromCharCode(code);
  const special = specialReaders[char];
  if (special) return special;
  if (isSpaceCode(code)) return skipSpace;
  if (isDigitCode(code)) return readDigit;
  if (isWordCode(code)) return readWord;
  if ("<>:!&|".includes(char)) return readLongOperator;
  return "()+,;=%~^{}".includes(char) ? readOperator : undefined;
});
