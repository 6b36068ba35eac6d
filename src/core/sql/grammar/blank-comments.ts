import { lex } from "../lex/lex.ts";
import type { LexMode } from "../mode.ts";

/**
 * A statement's text with spaces where comments and optimizer hints stand: every index means what it meant. Not for text
 * with executable comments, whose code would be left.
 */
export function blankComments(text: string, mode: LexMode): string {
  if (!/\/\*|--|#/.test(text)) return text;
  let blanked = "";
  let end = 0;
  for (const token of lex(text, mode)) {
    if (token.kind === "hint") continue;
    blanked += blank(text.slice(end, token.start)) + text.slice(token.start, token.end);
    end = token.end;
  }
  return blanked + blank(text.slice(end));
}

function blank(gap: string): string {
  return gap.trim() === "" ? gap : " ".repeat(gap.length);
}
