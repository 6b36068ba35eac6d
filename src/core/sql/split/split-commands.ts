import { endOfLine, isFirstOnLine, readClientCommand, readDelimiterCommand } from "./client-command.ts";
import { marksAnd } from "./marks.ts";
import { beginCode, dropPending, endStatement, noteFirstWord, report, type Splitter } from "./splitter.ts";

/** The statement's first word, which may be a command of the client instead. */
export function readFirstWord(splitter: Splitter, word: string, end: number) {
  const { text, at, delimiter } = splitter;
  if (!splitter.hasCode) {
    if (word.startsWith("DELIMITER")) return changeDelimiter(splitter);
    const command = readClientCommand(text, at, word, delimiter);
    if (command) return skipCommand(splitter, command.text, command.end);
  }
  beginCode(splitter);
  noteFirstWord(splitter, word);
  splitter.at = end;
}

function changeDelimiter(splitter: Splitter) {
  const { text, at } = splitter;
  const { end, delimiter } = readDelimiterCommand(text, at);
  const line = text.slice(at, end).trimEnd();
  const doubt = /^delimiter\S/i.test(line) ? touching : doubtDelimiter(delimiter);
  if (doubt !== undefined) {
    report(splitter, at, {
      code: "delimiter-refused",
      what: `\`${line}\` ${doubt}.`,
      fix: "Write DELIMITER and the new delimiter, such as `//` or `$$`, on one line.",
    });
  } else if (!isFirstOnLine(text, at)) {
    report(splitter, at, {
      code: "delimiter-not-first",
      what: `\`${line}\` does not stand first on its line, so the mysql client does not obey it and loses text.`,
      fix: "Put DELIMITER on a line of its own.",
    });
  }
  const wanted = unescapeDelimiter(delimiter ?? "\\");
  if (!wanted.includes("\\")) {
    splitter.delimiter = wanted.slice(0, longestDelimiter);
    splitter.marks = marksAnd(splitter.delimiter);
  }
  dropPending(splitter);
  splitter.at = end;
}

/** The client keeps 15 bytes of a delimiter. */
const longestDelimiter = 15;

const touching =
  "has no space after DELIMITER, so some mysql clients obey it and others send it to the server";

/** What the client makes of a delimiter that is not what it seems; it takes characters beyond ASCII for no delimiter. */
function doubtDelimiter(delimiter: string | undefined): string | undefined {
  if (delimiter === undefined) return "names no delimiter, so the mysql client keeps the one it has";
  if (delimiter.includes("\\")) return "holds a backslash, which the mysql client drops or refuses";
  if (/[^\x20-\x7e]/.test(delimiter))
    return "is not plain ASCII, so the mysql client may never find the delimiter";
  if (delimiter.length > longestDelimiter)
    return "is longer than the 15 characters that the mysql client keeps";
  return undefined;
}

/** Atlas writes line feeds in a delimiter as `\n`. */
function unescapeDelimiter(delimiter: string): string {
  return delimiter.replaceAll("\\n", "\n").replaceAll("\\r", "\r").replaceAll("\\t", "\t");
}

function skipCommand(splitter: Splitter, command: string, end: number) {
  report(splitter, splitter.at, {
    code: "client-command",
    what: `\`${command}\` is a command of the mysql client, not SQL; no server understands it.`,
    fix: "Remove it, or write what it does as a statement.",
  });
  if (splitter.hasCode) endStatement(splitter, "");
  else dropPending(splitter);
  splitter.at = end;
}

/** The first take the rest of their line, the others nothing. */
const commandLetters = { withArgument: "!.?CdhPRrTu", alone: "#enpQqstWwx" };

/**
 * `\g` and `\G` end the statement, `\c` drops it. @returns false where the backslash begins no command: the character
 * after it is then no delimiter and opens no string.
 */
export function readBackslash(splitter: Splitter): boolean {
  const { text, at, hasCode } = splitter;
  const letter = text.charAt(at + 1);
  const command = text.slice(at, at + 2);
  if (letter === "g" || letter === "G") {
    reportEnd(splitter, command);
    if (hasCode) endStatement(splitter, command);
    else splitter.at += 2;
  } else if (letter === "c") {
    reportEnd(splitter, command);
    dropPending(splitter);
    splitter.at += 2;
  } else if (letter !== "" && commandLetters.withArgument.includes(letter)) {
    const end = endOfLine(text, at);
    skipCommand(splitter, text.slice(at, end).trimEnd(), end);
  } else if (letter !== "" && commandLetters.alone.includes(letter)) {
    skipCommand(splitter, command, at + 2);
  } else {
    return false;
  }
  return true;
}

function reportEnd(splitter: Splitter, command: string) {
  report(splitter, splitter.at, {
    code: "client-command",
    what: `\`${command}\` is a command of the mysql client, not SQL; no server understands it.`,
    fix: command === "\\c" ? "Remove the statement that it cancels." : "End the statement with `;`.",
  });
}

/** Atlas's `-- atlas:delimiter X` among the comments that open the file. */
export function readAtlasDirective(text: string): string | undefined {
  const [, delimiter] = /^\ufeff?(?:\s*--[^\n]*\n)*?\s*-- atlas:delimiter +([^\s].*)/.exec(text) ?? [];
  return delimiter === undefined
    ? undefined
    : unescapeDelimiter(delimiter.trimEnd()).slice(0, longestDelimiter);
}
