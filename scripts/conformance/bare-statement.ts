import {
  endOfBlockComment,
  endOfLineComment,
  endOfSpace,
  opensLineComment,
} from "../../src/core/sql/lex/scan.ts";

/** A statement without leading comments, white space around it and the semicolon after it. */
export function bareStatement(text: string): string {
  let at = endOfSpace(text, 0);
  for (;;) {
    if (opensLineComment(text, at)) at = endOfSpace(text, endOfLineComment(text, at));
    else if (/^\/\*[^!M]/.test(text.slice(at, at + 3)))
      at = endOfSpace(text, endOfBlockComment(text, at, false));
    else return text.slice(at).replace(/[\s;]+$/, "");
  }
}
