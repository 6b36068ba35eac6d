import { byteOrderMark, lineFeed } from "../lex/codes.ts";
import { isSpaceCode } from "../lex/scan.ts";

const withArguments =
  "CHARSET CONNECT PAGER PROMPT QUERY_ATTRIBUTES SOURCE SSL_SESSION_DATA_PRINT SYSTEM TEE";

/** These are commands only alone on their line. */
const alone =
  "CLEAR EDIT EGO EXIT GO NOPAGER NOTEE NOWARNING PRINT QUIT REHASH RESETCONNECTION STATUS WARNINGS";

/** These are statements too: commands only where no delimiter follows on their line. */
const alsoStatements = "USE HELP";

type Form = "with arguments" | "alone" | "also a statement";

/** Commands of the `mysql` client (manual 6.5.1.2) that are no SQL: the server never sees them. */
const commands: ReadonlyMap<string, Form> = new Map([
  ...withArguments.split(" ").map((word): [string, Form] => [word, "with arguments"]),
  ...alone.split(" ").map((word): [string, Form] => [word, "alone"]),
  ...alsoStatements.split(" ").map((word): [string, Form] => [word, "also a statement"]),
]);

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
  const form = commands.get(word);
  if (form === undefined) return undefined;
  let end = at + word.length;
  while (end < text.length && text.charCodeAt(end) !== 10 && !text.startsWith(delimiter, end)) end++;
  const line = text.slice(at, end).trimEnd();
  if (form === "alone" && line.length > word.length) return undefined;
  const delimited = end < text.length && text.charCodeAt(end) !== 10;
  if (form === "also a statement" && delimited) return undefined;
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
  while (i >= 0 && text.charCodeAt(i) !== lineFeed && isSpaceCode(text.charCodeAt(i))) i--;
  return i < 0 || text.charCodeAt(i) === lineFeed || (i === 0 && text.charCodeAt(0) === byteOrderMark);
}
