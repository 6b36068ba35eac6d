import type { Position } from "./statement.ts";

/** A position that moves through a text; it only goes forward, so that a whole file is counted once. */
export interface Cursor extends Position {
  /** UTF-16 index of the position. */
  index: number;
}

export function startOf({ offset, line, column }: Position = { offset: 0, line: 1, column: 1 }): Cursor {
  return { offset, line, column, index: 0 };
}

/** Counts only what differs from one column and one byte a character, which most characters are. */
export function advance(cursor: Cursor, text: string, index: number): Position {
  const from = cursor.index;
  let { line, column } = cursor;
  let moreBytes = 0;
  let lineAt = from;
  for (let i = from; i < index; i++) {
    const code = text.charCodeAt(i);
    if (code > 10 && code < 0x80) continue;
    if (code === 10) {
      line++;
      column = 1;
      lineAt = i + 1;
    } else if (code >= 0x80) {
      moreBytes += bytesOf(code, text, i) - 1;
      if (isLowOfPair(code, text, i)) column--;
    }
  }
  if (index > from) {
    cursor.index = index;
    cursor.offset += index - from + moreBytes;
    cursor.line = line;
    cursor.column = column + index - lineAt;
  }
  return { offset: cursor.offset, line: cursor.line, column: cursor.column };
}

/** Where a token of a statement stands in the file: `index` is the token's index in the statement's text. */
export function positionIn(statement: { text: string; start: Position }, index: number): Position {
  return advance(startOf(statement.start), statement.text, index);
}

function isLowOfPair(code: number, text: string, at: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;
}

/** Of a character beyond ASCII, in UTF-8. A lone U+DC80 to U+DCFF stands for one byte that is not UTF-8 (see decode.ts). */
function bytesOf(code: number, text: string, at: number): number {
  if (code < 0x800) return 2;
  if (code < 0xd800 || code > 0xdfff) return 3;
  if (code < 0xdc00) return (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00 ? 2 : 3;
  if (isLowOfPair(code, text, at)) return 2;
  return code >= 0xdc80 && code <= 0xdcff ? 1 : 3;
}
