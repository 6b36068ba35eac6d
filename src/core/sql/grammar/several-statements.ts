import { lex } from "../lex/lex.ts";
import type { LexMode } from "../mode.ts";
import { parseStatement } from "./parse-statement.ts";

/** Further than that no body is followed. */
const mostLooked = 100;

/**
 * Whether text before one delimiter holds a whole statement, a semicolon and more: a client that may send several at once
 * has all of them run, and the server refuses it from one that sends one at a time.
 */
export function holdsSeveral({
  text,
  mode,
  parsed,
}: {
  text: string;
  mode: LexMode;
  parsed: boolean;
}): boolean {
  if (parsed || !text.includes(";")) return false;
  const tokens = lex(text, mode);
  const ends = tokens.flatMap(({ value, kind, start }, at) =>
    value === ";" && kind !== "string" && kind !== "name" && tokens[at + 1] !== undefined ? [start] : [],
  );
  return ends.slice(0, mostLooked).some((end) => parseStatement(text.slice(0, end), mode).parsed);
}
