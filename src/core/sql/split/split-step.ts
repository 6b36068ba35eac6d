import { beyondAscii, lineFeed, slash, star, upperM } from "../lex/codes.ts";
import { upperCase } from "../lex/lexer.ts";
import {
  dollarTag,
  endOfBlockComment,
  endOfDollarQuoted,
  endOfLineComment,
  endOfQuoted,
  endOfWord,
  isSpaceCode,
  isWordCode,
  opensLineComment,
  quotesDollars,
  unterminated,
} from "../lex/scan.ts";
import { opensVersionComment, readVersionComment } from "../lex/version-comment.ts";
import { followMark, followWord } from "./body.ts";
import type { Mark } from "./marks.ts";
import { readBackslash, readFirstWord } from "./split-commands.ts";
import {
  atDelimiter,
  begin,
  beginCode,
  endStatement,
  noteFirstWord,
  report,
  type Splitter,
} from "./splitter.ts";

/** Reads what begins at `at`. The delimiter comes first: it cuts anywhere outside quotes and comments. */
export function step(splitter: Splitter) {
  const { text, at } = splitter;
  const code = text.charCodeAt(at);
  if (code === splitter.delimiter.charCodeAt(0) && atDelimiter(splitter)) {
    endStatement(splitter, splitter.delimiter);
  } else if (isSpaceCode(code)) {
    splitter.at++;
  } else {
    readerOf(code)(splitter);
  }
  if (splitter.firstWord !== undefined && !splitter.body) splitter.at = endOfPlain(splitter);
}

/** Where the next character stands that may mean something once the statement's first word is known. */
function endOfPlain({ text, at, marks }: Splitter): number {
  marks.lastIndex = at;
  return marks.test(text) ? marks.lastIndex - 1 : text.length;
}

type Reader = (splitter: Splitter) => void;

function readerOf(code: number): Reader {
  const reader = code < beyondAscii ? special[code] : undefined;
  return reader ?? (isWordCode(code) ? readWord : readMark);
}

function readMark(splitter: Splitter) {
  beginCode(splitter);
  if (splitter.firstWord === undefined) noteFirstWord(splitter, "");
  if (splitter.body) followMark(splitter.body, splitter.text.charAt(splitter.at));
  splitter.at++;
}

function readWord(splitter: Splitter) {
  const { text, at, delimiter, body } = splitter;
  const whole = endOfWord(text, at);
  const cut = isWordCode(delimiter.charCodeAt(0)) ? text.slice(at, whole).indexOf(delimiter) : -1;
  const end = cut > 0 ? at + cut : whole;
  const word = upperCase(text.slice(at, end));
  if (splitter.firstWord === undefined) return readFirstWord(splitter, word, end);
  if (body && !followWord(body, word)) splitter.body = undefined;
  splitter.at = end;
}

function readQuoted(splitter: Splitter) {
  const { text, at, mode } = splitter;
  const quote = text.charAt(at);
  const name = quote === "`" || (quote === '"' && mode.ansiQuotes);
  const end = endOfQuoted(text, at, !name && !mode.noBackslashEscapes);
  if (name && quote === '"') doubtAnsiName(splitter, end);
  skipCode(splitter, end, name ? "`" : "'");
}

/** The client knows nothing of ANSI_QUOTES: it takes the name for a string, where a backslash may hide the quote. */
function doubtAnsiName(splitter: Splitter, end: number) {
  const { text, at, mode } = splitter;
  if (mode.noBackslashEscapes || end === endOfQuoted(text, at, true)) return;
  report(splitter, at, {
    code: "backslash-in-name",
    what: "A name in double quotes holds a backslash: the mysql client ends it elsewhere than the server does.",
    fix: "Write the name in backticks.",
  });
}

/** Goes on after a whole string or name; an unterminated one takes the rest of the file. */
function skipCode(splitter: Splitter, end: number, mark: string) {
  beginCode(splitter);
  if (splitter.firstWord === undefined) noteFirstWord(splitter, "");
  if (splitter.body) followMark(splitter.body, mark);
  splitter.at = end === unterminated ? splitter.text.length : end;
}

function readDollar(splitter: Splitter) {
  const { text, at, engine } = splitter;
  const tag = quotesDollars(engine) && !isWordCode(text.charCodeAt(at - 1)) ? dollarTag(text, at) : undefined;
  if (tag === undefined) return readWord(splitter);
  skipCode(splitter, endOfDollarQuoted(text, at, tag), "'");
}

function readHash(splitter: Splitter) {
  begin(splitter);
  splitter.at = endOfLineComment(splitter.text, splitter.at);
}

function readDash(splitter: Splitter) {
  if (opensLineComment(splitter.text, splitter.at)) readHash(splitter);
  else readMark(splitter);
}

/** The client cuts nothing at what a backslash stands before; the server takes no backslash outside of quotes. */
function readEscaped(splitter: Splitter) {
  readMark(splitter);
  if (splitter.at < splitter.text.length && splitter.text.charCodeAt(splitter.at) !== lineFeed) splitter.at++;
}

/** What a version comment holds is code for the splitter, whatever the version: the client cuts inside it too. */
function readSlash(splitter: Splitter) {
  const { text, at, engine } = splitter;
  if (text.charCodeAt(at + 1) !== star) return readMark(splitter);
  const foreign = text.charCodeAt(at + 2) === upperM && engine?.flavour === "mysql";
  if (opensVersionComment(text, at) && !foreign) {
    beginCode(splitter);
    splitter.opened = true;
    splitter.at = readVersionComment(text, at, engine).codeAt;
    return;
  }
  const end = endOfBlockComment(text, at, false);
  if (end === unterminated) return skipCode(splitter, end, "/");
  begin(splitter);
  splitter.at = end;
}

function readStar(splitter: Splitter) {
  if (!splitter.opened || splitter.text.charCodeAt(splitter.at + 1) !== slash) return readMark(splitter);
  splitter.opened = false;
  splitter.at += 2;
}

const specialReaders: Readonly<Record<Mark, Reader>> = {
  "'": readQuoted,
  '"': readQuoted,
  "`": readQuoted,
  "#": readHash,
  "-": readDash,
  "/": readSlash,
  "*": readStar,
  $: readDollar,
  "\\": (splitter) => readBackslash(splitter) || readEscaped(splitter),
};

/** By ASCII code. */
const special: readonly (Reader | undefined)[] = Array.from(
  { length: beyondAscii },
  (_, code) => specialReaders[String.fromCharCode(code) as Mark],
);
