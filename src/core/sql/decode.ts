import type { Problem } from "../problem.ts";
import { advance, startOf } from "./position.ts";

export interface DecodedText {
  /** Byte for byte the file: a byte order mark stays, a byte that is not UTF-8 becomes U+DC00 + the byte. */
  text: string;
  problems: Problem[];
}

/** The WHATWG decoder, which every JavaScript runtime has and no ECMAScript library declares. */
declare const TextDecoder: new (
  encoding: "utf-8",
  options: { fatal: boolean; ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };

/** The text of a migration file. What MySQL or a reader would read otherwise than the other is a problem. */
export function decode(bytes: Uint8Array): DecodedText {
  const text = decodeStrictly(bytes);
  if (text !== undefined) return { text, problems: [...strangeCharacters(text)] };
  return { text: decodeEscaping(bytes), problems: [describeEncoding(bytes)] };
}

function decodeStrictly(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
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

/** Bidirectional controls reorder what a reader sees; NUL ends a statement for the server only. */
const strange = /[\0\u202a-\u202e\u2066-\u2069]/g;

function* strangeCharacters(text: string): Generator<Problem> {
  const cursor = startOf();
  for (const { index } of text.matchAll(strange)) {
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
  for (const { index } of text.matchAll(/\r(?!\n)/g)) {
    const { line, column } = advance(startOf(), text, index);
    yield {
      code: "lone-carriage-return",
      what: "A carriage return without a line feed looks like a new line but does not end a comment.",
      fix: "Save the file with LF or CRLF line ends.",
      line,
      column,
    };
    return;
  }
}

export function hex(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, "0");
}

/** UTF-8 with every byte that does not belong to it escaped, so that offsets stay true and nothing is lost. */
function decodeEscaping(bytes: Uint8Array): string {
  const parts: string[] = [];
  let i = 0;
  while (i < bytes.length) {
    const length = sequenceLength(bytes, i);
    const sequence = length > 0 ? decodeStrictly(bytes.subarray(i, i + length)) : undefined;
    parts.push(sequence ?? String.fromCharCode(0xdc00 + (bytes[i] ?? 0)));
    i += sequence === undefined ? 1 : length;
  }
  return parts.join("");
}

/** As the lead byte promises; 0 where it is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return runOfAscii(bytes, at);
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  return at + length <= bytes.length ? length : 0;
}

function runOfAscii(bytes: Uint8Array, at: number): number {
  let end = at;
  while (end < bytes.length && (bytes[end] ?? 0) < 0x80) end++;
  return end - at;
}
