import type { Problem } from "../../words/problem.ts";
import { lex } from "../lex/lex.ts";
import { applySet, type ModeState } from "../lex/sql-mode.ts";
import type { Token } from "../lex/token.ts";
import type { LexMode } from "../mode.ts";
import type { SplitStatement } from "../statement.ts";
import { type Body, isComplete, mayHoldBody, openBody } from "./body.ts";
import { type SavedCharsets, setsHidingCharset } from "./client-charset.ts";
import { isFirstOnLine } from "./client-command.ts";
import { advance, type LineCursor } from "./position.ts";

/** A file being split; `at` only moves forward. */
export interface Splitter {
  text: string;
  at: number;
  delimiter: string;
  /** See marksAnd. */
  marks: RegExp;
  engine: LexMode["engine"];
  mode: LexMode;
  modes: ModeState;
  /** Where the pending statement begins, its leading comments included; undefined between statements. */
  startedAt: number | undefined;
  /** It holds more than comments. */
  hasCode: boolean;
  /** Its first word, upper case; "" where it begins with something else. */
  firstWord: string | undefined;
  /** Followed while it may be a stored program and `;` is the delimiter. */
  body: Body | undefined;
  /** Inside `/*! … *​/`. */
  opened: boolean;
  /** A sql_mode was set that cannot be told. */
  modeDoubted: boolean;
  /** A character set was set in which quotes may stand elsewhere. */
  charsetDoubted: boolean;
  savedCharsets: SavedCharsets;
  cursor: LineCursor;
  statements: SplitStatement[];
  found: Found[];
}

/** A problem whose line and column are counted at the end, all in one go. */
export interface Found {
  index: number;
  problem: Problem;
}

/** Comments before a statement belong to it. */
export function begin(splitter: Splitter) {
  splitter.startedAt ??= splitter.at;
}

export function beginCode(splitter: Splitter) {
  begin(splitter);
  splitter.hasCode = true;
}

export function noteFirstWord(splitter: Splitter, word: string) {
  splitter.firstWord = word;
  if (splitter.delimiter === ";" && mayHoldBody(word)) splitter.body = openBody(word);
}

export function atDelimiter(splitter: Splitter): boolean {
  const { text, at, hasCode } = splitter;
  if (!text.startsWith(splitter.delimiter, at)) return false;
  if (!hasCode && isDelimiterCommand(text, at)) return false;
  return splitter.body === undefined || isComplete(splitter.body);
}

/** A command line goes before the delimiter, should that be `delimiter` itself. */
function isDelimiterCommand(text: string, at: number): boolean {
  return text.slice(at, at + 9).toUpperCase() === "DELIMITER" && isFirstOnLine(text, at);
}

/** Ends what is pending at `at`; without code it was comments only, which are no statement. */
export function endStatement(splitter: Splitter, delimiter: string) {
  const { text, startedAt, at } = splitter;
  if (splitter.hasCode && startedAt !== undefined) {
    const start = advance(splitter.cursor, text, startedAt);
    const end = advance(splitter.cursor, text, at);
    const { mode, firstWord } = splitter;
    splitter.statements.push({ text: text.slice(startedAt, at), start, end, delimiter, mode });
    if (firstWord === "SET") followMode(splitter, startedAt, at);
  }
  dropPending(splitter);
  splitter.at = at + delimiter.length;
}

/** Leaves what is pending to the gap between statements. */
export function dropPending(splitter: Splitter) {
  splitter.startedAt = undefined;
  splitter.hasCode = false;
  splitter.firstWord = undefined;
  splitter.body = undefined;
  splitter.opened = false;
}

/** Quotes after a sql_mode that cannot be told are reported once, if there are any. */
function followMode(splitter: Splitter, start: number, end: number) {
  const { text, modes, engine } = splitter;
  const tokens = lex(text.slice(start, end), splitter.mode);
  doubtCharset(splitter, { tokens, start, end });
  const known = applySet(modes, { tokens, text, start, end });
  splitter.mode = { ...modes.current, engine };
  if (known || splitter.modeDoubted) return;
  splitter.modeDoubted = true;
  if (!/["\\]/.test(text.slice(end))) return;
  report(splitter, start, {
    code: "sql-mode-unreadable",
    what: "The statement sets sql_mode to a value that cannot be told, and quotes after it depend on it.",
    fix: "Set sql_mode to a string, or do not change it in a migration.",
  });
}

/** Only text beyond ASCII holds the bytes that take another character with them. Reported once. */
function doubtCharset(splitter: Splitter, set: { tokens: readonly Token[]; start: number; end: number }) {
  const { text, savedCharsets } = splitter;
  if (!setsHidingCharset(savedCharsets, { ...set, text }) || splitter.charsetDoubted) return;
  if (!/[\u0080-\uffff]/.test(text.slice(set.end))) return;
  splitter.charsetDoubted = true;
  report(splitter, set.start, {
    code: "charset-hides-quotes",
    what: "From here on the server reads the text in a character set in which strings of this file end elsewhere.",
    fix: "Keep the file in UTF-8 and write SET NAMES utf8mb4, or nothing at all.",
  });
}

export function report(splitter: Splitter, index: number, problem: Found["problem"]) {
  splitter.found.push({ index, problem });
}
