import { type Cursor, fail, peek } from "./cursor.ts";
import { text } from "./names.ts";

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
  if (kind !== "word") return false;
  if (constants.has(upper)) {
    c.at++;
    return true;
  }
  const next = peek(c, 1).kind;
  const introduced = upper.startsWith("_") && (next === "string" || next === "number");
  if (!introduced && !(temporal.has(upper) && next === "string")) return false;
  c.at += 2;
  while (peek(c).kind === "string") c.at++;
  return true;
}

export function literal(c: Cursor) {
  if (!takeLiteral(c)) fail(c);
}
