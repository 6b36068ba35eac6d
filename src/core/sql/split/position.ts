import type { Position } from "../statement.ts";

/** A position that moves through a text; it only goes forward, so that a whole file is counted once. */
export interface LineCursor extends Position {
  /** UTF-16 index of the position. */
  index: number;
}

export function startOf({ offset, line, column }: Position = { offset: 0, line: 1, column: 1 }): LineCursor {
  return { offset, line, column, index: 0 };
}

const beyondAscii = /[\u0080-\uffff]/;

/** A character is one byte and one column, but for those beyond ASCII, which few stretches of text hold. */
export function advance(cursor: LineCursor, text: string, index: number): Position {
  const from = cursor.index;
  if (index > from) {
    const passed = text.slice(from, index);
    let lineAt = 0;
    for (let end = passed.indexOf("\n"); end !== -1; end = passed.indexOf("\n", lineAt)) {
      lineAt = end + 1;
      cursor.line++;
    }
    cursor.index = index;
    cursor.offset += passed.length;
    cursor.column = (lineAt === 0 ? cursor.column : 1) + passed.length - lineAt;
    if (beyondAscii.test(passed)) correct(cursor, text, { from, lineAt: from + lineAt });
  }
  return { offset: cursor.offset, line: cursor.line, column: cursor.column };
}

/** What the characters beyond ASCII between `from` and the cursor add to its bytes and take from its columns. */
function correct(cursor: LineCursor, text: string, { from, lineAt }: { from: number; lineAt: number }) {
  for (let i = from; i < cursor.index; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    cursor.offset += bytesOf(code, text, i) - 1;
    if (i >= lineAt && isLowOfPair(code, text, i)) cursor.column--;
  }
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
