import type { ColumnType } from "../../definition.ts";
import { isIntegerType } from "../../integer-type.ts";
import type { Expression } from "../expression.ts";
import type { Placed } from "../node.ts";
import type { ColumnShape } from "../resolve/scope.ts";
import { literalPlace } from "./literals.ts";

/** The literal that a column's default is; undefined = it is another expression, or not known. */
export function defaultLiteral(column: ColumnShape, at: Placed): Expression | undefined {
  if (!("default" in column) || column.defaultIsExpression) return undefined;
  if (column.default === undefined)
    return column.nullable === true ? { kind: "null", ...literalPlace(at) } : undefined;
  const literal = literalOf(column.default, at);
  return literal && isKept(literal, column.type) ? literal : undefined;
}

/** The literal that a column has in every row; undefined = rows may differ. */
export function heldLiteral({ held, generated, type }: ColumnShape, at: Placed): Expression | undefined {
  const literal = literalOf(held ?? withoutParentheses(generated?.expression ?? ""), at);
  return literal && isKept(literal, type) ? literal : undefined;
}

function withoutParentheses(text: string): string {
  const [, inner] = /^\((.*)\)$/s.exec(text.trim()) ?? [];
  return inner === undefined ? text.trim() : withoutParentheses(inner);
}

/** Whether a column of that type holds the literal as it is written: 1.6 becomes 2 in an INT, 5 becomes '5' in a text. */
function isKept(literal: Expression, type: ColumnType | undefined): boolean {
  if (literal.kind === "null") return true;
  if (!type) return false;
  // Where letters differ by case, two literals that are equal elsewhere are not.
  if (literal.kind === "text")
    return (
      /^(var)?char$/.test(type.name) && !/\s$/.test(literal.value) && !/_(bin|cs)$/.test(type.collation ?? "")
    );
  const decimals = literal.kind === "number" ? (literal.text.split(".")[1]?.length ?? 0) : 0;
  if (type.name === "decimal") return decimals <= (type.scale ?? 0);
  return isIntegerType(type.name) && decimals === 0;
}

/** A number, a plain text or NULL as a node. */
function literalOf(text: string, at: Placed): Expression | undefined {
  const place = literalPlace(at);
  if (/^NULL$/i.test(text)) return { kind: "null", ...place };
  if (/^(TRUE|FALSE)$/i.test(text)) return { kind: "truth", value: /^TRUE$/i.test(text), ...place };
  if (/^\d+(\.\d+)?$/.test(text)) return { kind: "number", text, ...place };
  const [, value] = /^'([^'\\]*)'$/.exec(text) ?? [];
  return value === undefined ? undefined : { kind: "text", value, charset: undefined, ...place };
}
