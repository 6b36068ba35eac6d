import type { Problem } from "../../words/problem.ts";
import { advance, startOf } from "./position.ts";

export interface DecodedText {
  /** Byte for byte the file: a byte order mark stays, a byte that is not UTF-8 becomes U+DC00 + the byte. */
  text: string;
  problems: Problem[];
}

/** The WHATWG decoder, which every JavaScript runtime has and no ECMAScript library declares. */
declare const TextDecoder: new (
  encoding: "utf-8",
  options?: { fatal: boolean; ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };

/** Text to look through, whatever its encoding: what is not UTF-8 in it becomes U+FFFD. */
export function decodeRoughly(bytes: Uint8Array): string {
  return new TextDecoder("utf-8").decode(bytes);
}

/**
 * The text of a migration file, from its bytes or from what is known to be UTF-8. What MySQL or a reader would read otherwise
 * than the other is a problem.
 */
export function decode(content: string | Uint8Array): DecodedText {
  if (typeof content === "string") return decoded(content);
  const text = decodeStrictly(content);
  if (text !== undefined) return decoded(text);
  return { text: decodeEscaping(content), problems: [describeEncoding(content)] };
}

function decoded(text: string): DecodedText {
  return { text, problems: mayBeStrange.test(text) ? [...strangeCharacters(text)] : [] };
}

const strictDecoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decodeStrictly(bytes: Uint8Array): string | undefined {
  try {
    return strictDecoder.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function describeEncoding(bytes: Uint8Array): Problem {
  const [first, second] = bytes;
  const utf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return {
    code: utf16 ? "file-is-utf-16" : "file-is-not-utf-8",
    what: `The file is ${utf16 ? "UTF-16" : "not UTF-8"}, so its statements cannot be read with certainty.`,
    fix: "Save the file as UTF-8.",
  };
}

/** How many are worth a line each. */
const mostReported = 20;

/** Bidirectional controls reorder what a reader sees; NUL ends a statement for the server only. */
const strange = /[\0\u202a-\u202e\u2066-\u2069]/g;

/** One look for all that strangeCharacters goes after: most files hold none of it. */
const mayBeStrange = /[\0\r\u202a-\u202e\u2066-\u2069]/;

function* strangeCharacters(text: string): Generator<Problem> {
  const cursor = startOf();
  let reported = 0;
  for (const { index } of text.matchAll(strange)) {
    if (++reported > mostReported) break;
    const { line, column } = advance(cursor, text, index);
    const nul = text.charCodeAt(index) === 0;
    yield {
      code: nul ? "nul-character" : "bidirectional-control",
      what: nul
        ? "The file holds a NUL character: the server runs only what stands before it."
        : `The file holds U+${hex(text.charCodeAt(index))}, which shows the text in another order than it runs.`,
      fix: "Remove the character.",
      line,
      column,
    };
  }
  const lone = text.includes("\r") ? text.search(/\r(?!\n)/) : -1;
  if (lone === -1) return;
  const { line, column } = advance(startOf(), text, lone);
  yield {
    code: "lone-carriage-return",
    what: "A carriage return without a line feed looks like a new line but does not end a comment.",
    fix: "Save the file with LF or CRLF line ends.",
    line,
    column,
  };
}

export function hex(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, "0");
}

/** UTF-8 with every byte that does not belong to it escaped, so that offsets stay true and nothing is lost. */
function decodeEscaping(bytes: Uint8Array): string {
  const parts: string[] = [];
  let points: number[] = [];
  for (let i = 0; i < bytes.length; ) {
    const length = sequenceLength(bytes, i);
    points.push(length === 0 ? 0xdc00 + (bytes[i] ?? 0) : codePoint(bytes, i, length));
    i += Math.max(length, 1);
    if (points.length === 4096) {
      parts.push(String.fromCodePoint(...points));
      points = [];
    }
  }
  return parts.join("") + String.fromCodePoint(...points);
}

/** Of the well-formed sequence at `at` (Unicode 15, table 3-7); 0 where there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  for (let i = at + 1; i < at + length; i++) {
    if (((bytes[i] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  const point = codePoint(bytes, at, length);
  const smallest = [0, 0, 0x80, 0x800, 0x10000][length] ?? 0;
  return point < smallest || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff) ? 0 : length;
}

function codePoint(bytes: Uint8Array, at: number, length: number): number {
  const lead = bytes[at] ?? 0;
  let point = length === 1 ? lead : lead & (0xff >> (length + 1));
  for (let i = at + 1; i < at + length; i++) point = (point << 6) | ((bytes[i] ?? 0) & 0x3f);
  return point;
}
