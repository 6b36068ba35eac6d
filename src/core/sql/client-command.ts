import { isSpaceCode } from "./scan.ts";

/** Commands of the `mysql` client (manual 6.5.1.2) that are no SQL: the server never sees them. */
const withArguments: ReadonlySet<string> = new Set(
  "CHARSET CONNECT PAGER PROMPT QUERY_ATTRIBUTES SOURCE SSL_SESSION_DATA_PRINT SYSTEM TEE".split(" "),
);

/** These are commands only alone on their line. */
const alone: ReadonlySet<string> = new Set(
  "CLEAR EDIT EGO EXIT GO NOPAGER NOTEE NOWARNING PRINT QUIT REHASH RESETCONNECTION STATUS WARNINGS".split(
    " ",
  ),
);

/** These are statements too: commands only where no delimiter follows on their line. */
const alsoStatements: ReadonlySet<string> = new Set(["USE", "HELP"]);

export interface CommandLine {
  /** After its last character, before the line feed or at the delimiter. */
  end: number;
  text: string;
}

/** The client command whose first word (upper case) begins at `at`, or undefined. */
export function readClientCommand(
  text: string,
  at: number,
  word: string,
  delimiter: string,
): CommandLine | undefined {
  if (!withArguments.has(word) && !alone.has(word) && !alsoStatements.has(word)) return undefined;
  let end = at + word.length;
  while (end < text.length && text.charCodeAt(end) !== 10 && !text.startsWith(delimiter, end)) end++;
  const line = text.slice(at, end).trimEnd();
  if (alone.has(word) && line.length > word.length) return undefined;
  const delimited = end < text.length && text.charCodeAt(end) !== 10;
  if (alsoStatements.has(word) && delimited) return undefined;
  return { end, text: line };
}

/** Without its line feed. */
export function endOfLine(text: string, at: number): number {
  const newline = text.indexOf("\n", at);
  return newline === -1 ? text.length : newline;
}

export interface DelimiterCommand {
  end: number;
  /** undefined where none is given: the client keeps the one it has. */
  delimiter: string | undefined;
}

/**
 * `DELIMITER arg`, the word being at `at`: the first word after it, quotes removed. It ends at a space and at nothing
 * else: a tab belongs to the delimiter. What follows on the line is ignored, and so is what touches DELIMITER.
 */
export function readDelimiterCommand(text: string, at: number): DelimiterCommand {
  const end = endOfLine(text, at);
  const line = text.slice(at, end).replace(/\r$/, "");
  const words = /^[^ \t\r\v\f]+[ \t\r\v\f]+("[^"]*"?|'[^']*'?|`[^`]*`?|[^ ]+)/.exec(line);
  const argument = words?.[1] ?? "";
  const quote = /^["'`]/.exec(argument)?.[0];
  const delimiter = quote ? argument.slice(1).replace(quote, "") : argument;
  return { end, delimiter: delimiter === "" ? undefined : delimiter };
}

/** Whether only white space stands before `at` on its line. */
export function isFirstOnLine(text: string, at: number): boolean {
  let i = at - 1;
  while (i >= 0 && text.charCodeAt(i) !== 10 && isSpaceCode(text.charCodeAt(i))) i--;
  return i < 0 || text.charCodeAt(i) === 10 || (i === 0 && text.charCodeAt(0) === 0xfeff);
}
