import { evaluate } from "../constant/evaluate.ts";
import type { Expression, OfKind } from "../expression.ts";
import { type Context, keyInContext } from "./context.ts";
import { rangeOf } from "./ranges.ts";
import { findsEmptyText } from "./regular-expression.ts";
import { piecesOf, type TextPiece } from "./texts.ts";

/** Of `.` only what a line break does not end counts: no pattern that has to reach the text's end. */
const everyText = /^(?:\^?\.\*|\.\*\$)$/;

/** Whether a LIKE or REGEXP fits every text, whatever is in it. */
export function fitsEveryText(node: OfKind<"like"> | OfKind<"regexp">): boolean {
  const pattern = evaluate(node.pattern);
  if (pattern?.type !== "text") return false;
  if (node.kind === "regexp") return everyText.test(pattern.value) || findsEmptyText(pattern.value);
  return /^%+$/.test(pattern.value) && !escapesPercent(node.escapedBy);
}

function escapesPercent(escapedBy: Expression | undefined): boolean {
  const mark = escapedBy && evaluate(escapedBy);
  return escapedBy !== undefined && !(mark?.type === "text" && mark.value !== "%");
}

/** Whether a LIKE fits whatever the value may be, since of both the parts are known: `CONCAT(a, 'x') LIKE '%x'`. */
export function fitsItsValue({ value, pattern, escapedBy }: OfKind<"like">, context: Context): boolean {
  if (escapedBy) return false;
  const written = evaluate(pattern);
  const parts = piecesOf(value);
  if (written?.type !== "text") return holdsNumber(parts, piecesOf(pattern), context);
  const [, before, letters = "", after] = /^(%*)([^%_\\]+)(%*)$/.exec(written.value) ?? [];
  if (before && after) return parts.some((part) => writtenIn(part).includes(letters));
  if (before) return writtenIn(parts.at(-1)).endsWith(letters);
  return after !== undefined && after !== "" && writtenIn(parts[0]).startsWith(letters);
}

function writtenIn(piece: TextPiece | undefined): string {
  return piece && "written" in piece ? piece.written : "";
}

/** `id LIKE CONCAT('%', id)`: a number has no letter in it that a pattern reads as another. */
function holdsNumber(parts: readonly TextPiece[], pattern: readonly TextPiece[], context: Context): boolean {
  const [only, ...more] = parts;
  const rest = pattern.filter((piece) => !/^%+$/.test(writtenIn(piece)));
  const [sought, ...others] = rest;
  if (!only || !sought || more.length > 0 || others.length > 0) return false;
  if (!("of" in only) || !("of" in sought) || rangeOf(only.of, context)?.family !== "integer") return false;
  return keyInContext(only.of, context) === keyInContext(sought.of, context);
}
