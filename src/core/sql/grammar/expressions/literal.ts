import { type Cursor, fail, peek } from "../cursor.ts";
import { text } from "../names.ts";

const temporal = new Set(["DATE", "TIME", "TIMESTAMP"]);
const constants = new Set(["NULL", "TRUE", "FALSE"]);

/** A literal (manual 9.1), or undefined where none is next. */
export function takeLiteral(c: Cursor): boolean {
  const { kind, upper } = peek(c);
  if (kind === "number") {
    c.at++;
    return true;
  }
  if (kind === "string") {
    text(c);
    return true;
  }
  const isWord = kind === "word";
  if (isWord && constants.has(upper)) {
    c.at++;
    return true;
  }
  const next = peek(c, 1).kind;
  const introduced = kind === "introducer" && (next === "string" || next === "number");
  if (!introduced && !(isWord && temporal.has(upper) && next === "string")) return false;
  c.at += 2;
  while (peek(c).kind === "string") c.at++;
  return true;
}

export function literal(c: Cursor) {
  if (!takeLiteral(c)) fail(c);
}
