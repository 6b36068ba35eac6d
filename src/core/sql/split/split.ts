import type { Problem } from "../../words/problem.ts";
import { byteOrderMark } from "../lex/codes.ts";
import { endOfSpace, startOfTrailingSpace } from "../lex/scan.ts";
import type { LexMode } from "../mode.ts";
import type { Position, SplitStatement } from "../statement.ts";
import { findInvisible } from "./invisible.ts";
import { marksAnd } from "./marks.ts";
import { advance, startOf } from "./position.ts";
import { readAtlasDirective } from "./split-commands.ts";
import { step } from "./split-step.ts";
import { endStatement, report, type Splitter } from "./splitter.ts";

export interface Split {
  statements: SplitStatement[];
  /** What the file says that is no SQL, or that two readers would read in two ways. */
  problems: Problem[];
  /** As the last statement leaves it. */
  mode: LexMode;
}

export interface SplitOptions {
  mode?: Partial<LexMode>;
  /** Where the text begins, when it is cut from a file. */
  from?: Position;
  /** Instead of `;`, until a DELIMITER says otherwise. */
  delimiter?: string | undefined;
}

/**
 * The statements of a file, as the `mysql` client cuts them, with bodies without DELIMITER kept whole. Texts, their
 * delimiters and the gaps between them (white space, comments without a statement, client commands) make the file.
 * Never throws; the time is linear in the length of the text.
 */
export function split(text: string, options: SplitOptions = {}): Split {
  const splitter = scan(text, options);
  if (splitter.hasCode) endLast(splitter);
  const { statements, found, mode } = splitter;
  const invisible = findInvisible(text, statements);
  const problems = found.length === 0 ? invisible : [...locate(splitter, options.from), ...invisible];
  return { statements, problems, mode };
}

/** The text as one statement, whatever it holds, for tools that mark where a statement begins and ends. */
export function splitWhole(text: string, options: SplitOptions = {}): Split {
  const read = split(text, options);
  const [first] = read.statements;
  if (!first) return read;
  const cursor = startOf(options.from);
  const startIndex = endOfSpace(text, 0);
  const trimmed = startOfTrailingSpace(text);
  const delimiter = text.charAt(trimmed - 1) === ";" ? ";" : "";
  const endIndex = trimmed - delimiter.length;
  const start = advance(cursor, text, startIndex);
  const end = advance(cursor, text, endIndex);
  return {
    ...read,
    statements: [{ ...first, text: text.slice(startIndex, endIndex), start, end, delimiter }],
  };
}

function locate({ text, found }: Splitter, from: Position | undefined): Problem[] {
  const cursor = startOf(from);
  const inOrder = found.toSorted((a, b) => a.index - b.index);
  return inOrder.map(({ index, problem }) => {
    const { line, column } = advance(cursor, text, index);
    return { ...problem, line, column };
  });
}

function scan(text: string, options: SplitOptions): Splitter {
  const { ansiQuotes = false, noBackslashEscapes = false, engine } = options.mode ?? {};
  const mode: LexMode = { ansiQuotes, noBackslashEscapes, engine };
  const delimiter = options.delimiter || (readAtlasDirective(text) ?? ";");
  const splitter: Splitter = {
    text,
    at: text.charCodeAt(0) === byteOrderMark ? 1 : 0,
    delimiter,
    marks: marksAnd(delimiter),
    engine,
    mode,
    modes: { current: mode, initial: mode, saved: new Map() },
    startedAt: undefined,
    hasCode: false,
    firstWord: undefined,
    body: undefined,
    opened: false,
    cursor: startOf(options.from),
    statements: [],
    found: [],
    modeDoubted: false,
    charsetDoubted: false,
    savedCharsets: new Map(),
  };
  while (splitter.at < text.length) step(splitter);
  return splitter;
}

/** What the end of the file ends: without trailing white space, and with a look at what it may have swallowed. */
function endLast(splitter: Splitter) {
  const { text, body, delimiter, startedAt = 0 } = splitter;
  splitter.at = startOfTrailingSpace(text);
  const last = text.slice(startedAt, splitter.at);
  if (body && body.open.length > 0) {
    report(splitter, startedAt, {
      code: "body-never-ends",
      what: `The body that begins here lacks an END, so everything to the end of the file belongs to it.`,
      fix: "Add the END, or write DELIMITER around the body.",
    });
  } else if (delimiter !== ";" && holdsMore(last, splitter.mode)) {
    report(splitter, startedAt, {
      code: "delimiter-swallows-rest",
      what: `The delimiter is still \`${delimiter}\` here, so everything to the end of the file is one statement.`,
      fix: `End the statement with \`${delimiter}\` and write DELIMITER ; on a line of its own.`,
    });
  }
  endStatement(splitter, "");
}

function holdsMore(text: string, mode: LexMode): boolean {
  const { statements, hasCode } = scan(text, { mode });
  return statements.length + (hasCode ? 1 : 0) > 1;
}
