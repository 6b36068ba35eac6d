import { evaluate } from "../constant/evaluate.ts";
import type { Expression, OfKind } from "../expression.ts";
import { valueTypeOf } from "../value-type.ts";
import type { Context } from "./context.ts";

/** A part of a text: written, or worth what an expression is as text. */
export type TextPiece = { readonly written: string } | { readonly of: Expression };

/** The parts that a text is put together of. */
export function piecesOf(node: Expression): readonly TextPiece[] {
  const value = evaluate(node);
  if (value?.type === "text") return [{ written: value.value }];
  if (value?.type === "exact" && value.value.scale === 0) return [{ written: String(value.value.digits) }];
  if (node.kind === "concatenation") return node.operands.flatMap(piecesOf);
  if (node.kind === "call" && node.name === "CONCAT" && !node.foreign) return node.operands.flatMap(piecesOf);
  return [{ of: behindCast(node) }];
}

/** What a text is the text of. */
function behindCast(node: Expression): Expression {
  const isWhole =
    node.kind === "cast" && /^N?CHAR$/.test(node.type.name) && node.type.length === undefined && !node.array;
  return isWhole ? behindCast(node.operand) : node;
}

/** Letters that a function's answer has at least. */
const shortestAnswers: Readonly<Record<string, number>> = {
  MD5: 32,
  SHA: 40,
  SHA1: 40,
  USER: 1,
  UUID: 36,
  VERSION: 1,
};

/** How many letters or digits an expression has at least as text, where it is not NULL. */
export function shortestText(node: Expression, context: Context): number {
  return piecesOf(node).reduce(
    (sum, piece) => sum + ("written" in piece ? [...piece.written].length : shortestPiece(piece.of, context)),
    0,
  );
}

function shortestPiece(node: Expression, context: Context): number {
  switch (valueTypeOf(node, context.resolution).family) {
    case "integer":
    case "decimal":
    case "real":
      return 1;
    case "temporal":
      return 8;
    case "text":
      return node.kind === "call" && !node.foreign ? shortestAnswer(node, context) : 0;
    case "enumerated":
    case "other":
      return 0;
  }
}

/** A number has a digit in every base. */
function shortestAnswer({ name, operands }: OfKind<"call">, { resolution }: Context): number {
  const [first] = operands;
  if (/^(BIN|HEX|OCT)$/.test(name) && first)
    return valueTypeOf(first, resolution).family === "integer" ? 1 : 0;
  return shortestAnswers[name] ?? 0;
}

/** Whether a text is sure to have a letter or digit, so that it differs from the empty one in every collation. */
export function hasLetters(node: Expression, context: Context): boolean {
  return piecesOf(node).some((piece) =>
    "written" in piece ? /[A-Za-z0-9]/.test(piece.written) : shortestPiece(piece.of, context) > 0,
  );
}

/** The number whose text an expression is: compared with a number it is that number. */
export function numberBehind(node: Expression, { resolution }: Context): Expression | undefined {
  const [piece, ...more] = piecesOf(node);
  if (!piece || more.length > 0 || !("of" in piece) || piece.of === node) return undefined;
  const { family } = valueTypeOf(piece.of, resolution);
  return family === "integer" || family === "decimal" ? piece.of : undefined;
}
