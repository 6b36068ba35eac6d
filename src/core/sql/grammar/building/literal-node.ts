import type { Expression, ExpressionNode } from "../../tree/expression.ts";
import type { Cursor } from "../cursor.ts";
import { made } from "./place.ts";

/** The literal whose tokens begin at a place and end where reading stands. */
export function madeLiteral(c: Cursor, from: number): Expression {
  return made(c, from, literalOf(c, from));
}

function literalOf(c: Cursor, from: number): ExpressionNode {
  const first = c.tokens[from];
  if (first === undefined) return { kind: "null" };
  switch (first.kind) {
    case "number":
      return numberOrBits(first.value);
    case "introducer":
      return introduced(c, from, first.upper.slice(1).toLowerCase());
    case "string":
      return { kind: "text", value: textFrom(c, from), charset: isNational(c, from) ? "utf8mb3" : undefined };
    default:
      return wordLiteral(c, from, first.upper);
  }
}

function numberOrBits(text: string): ExpressionNode {
  return /^(?:0[xb]|[xb]')/i.test(text) ? { kind: "bits", text } : { kind: "number", text };
}

function introduced(c: Cursor, from: number, charset: string): ExpressionNode {
  const second = c.tokens[from + 1];
  if (second?.kind === "number") return { kind: "bits", text: second.value };
  return { kind: "text", value: textFrom(c, from + 1), charset };
}

function isNational(c: Cursor, from: number): boolean {
  return /^n/i.test(c.text.charAt(c.tokens[from]?.start ?? 0));
}

/** Strings side by side are one (manual 11.1.1). */
function textFrom(c: Cursor, from: number): string {
  let value = "";
  for (let at = from; at < c.at; at++) value += c.tokens[at]?.value ?? "";
  return value;
}

function wordLiteral(c: Cursor, from: number, word: string): ExpressionNode {
  if (word === "NULL") return { kind: "null" };
  if (word === "TRUE" || word === "FALSE") return { kind: "truth", value: word === "TRUE" };
  const type = word === "DATE" ? "date" : word === "TIME" ? "time" : "timestamp";
  return { kind: "temporal", type, value: textFrom(c, from + 1) };
}

const literals: ReadonlySet<Expression["kind"]> = new Set([
  "number",
  "text",
  "bits",
  "temporal",
  "null",
  "truth",
  "default",
] satisfies Expression["kind"][]);

/** Is it a literal, or a number with a sign? */
export function isLiteral(node: Expression): boolean {
  return literals.has(node.kind === "sign" ? node.operand.kind : node.kind);
}
