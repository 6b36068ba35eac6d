import { evaluate } from "../constant/evaluate.ts";
import type { Expression, OfKind } from "../expression.ts";
import { mayBeNull } from "../nullable.ts";
import { valueTypeOf } from "../value-type.ts";
import { type Context, keyInContext } from "./context.ts";
import { choiceOf } from "./decide.ts";
import { isExactly, literalPlace, oneAt, zeroAt } from "./literals.ts";
import type { Logic } from "./logic.ts";
import { rangeOf } from "./ranges.ts";

type Ask = (node: Expression) => Logic;

/** What a call of one of the server's own functions is worth the same as: a simpler expression; undefined = none is known. */
export function simplerCall(node: OfKind<"call">, context: Context, ask: Ask): Expression | undefined {
  const [first, second, third] = node.operands;
  if (!first) return undefined;
  switch (node.name) {
    case "COALESCE":
    case "IFNULL":
    case "NVL":
      return firstKnown(node.operands, context);
    case "ABS":
      return isNeverNegative(first, context) ? first : undefined;
    case "ROUND":
    case "TRUNCATE":
    case "FLOOR":
    case "CEIL":
    case "CEILING":
      return isRoundAlready(node.operands, context) ? first : undefined;
    case "ELT":
      return elementOf(node.operands, context);
    case "FIELD":
    case "FIND_IN_SET":
      return second && ofItself(node, first, second, context);
    case "GREATEST":
    case "LEAST":
      return isAlwaysTheSame(node.operands, context) ? first : undefined;
    case "LEFT":
    case "RIGHT":
    case "REPEAT":
    case "SUBSTRING":
    case "SUBSTR":
    case "MID":
    case "INSTR":
    case "LOCATE":
      return ofNothing(node, context);
    case "STRCMP":
      return second && ofSameTexts(node, first, second, context);
    case "CONCAT":
      return onlyText(node.operands, context);
    case "IF": {
      const choice = choiceOf(ask(first), context.work);
      return choice === "every" ? second : choice === "none" ? third : undefined;
    }
    default:
      return undefined;
  }
}

/** No characters of a text are the empty text, which stands at its beginning. */
function ofNothing(node: OfKind<"call">, context: Context): Expression | undefined {
  const { name, operands, start, end, height } = node;
  const [first, second, third] = operands.map(evaluate);
  if (operands.some((one) => mayBeNull(one, context.resolution))) return undefined;
  const empty: Expression = { kind: "text", value: "", charset: undefined, start, end, height };
  if (/^(SUBSTR|SUBSTRING|MID)$/.test(name)) return isExactly(third ?? second, 0n) ? empty : undefined;
  if (operands.length !== 2) return undefined;
  if (/^(LEFT|RIGHT|REPEAT)$/.test(name)) return isExactly(second, 0n) ? empty : undefined;
  const sought = name === "INSTR" ? second : first;
  return sought?.type === "text" && sought.value === "" ? oneAt(node) : undefined;
}

function isNeverNegative(node: Expression, context: Context): boolean {
  const least = rangeOf(node, context)?.least;
  return least !== undefined && least.digits >= 0n;
}

function isAlwaysTheSame([first, ...others]: readonly Expression[], context: Context): boolean {
  return first !== undefined && others.every((one) => isSame(one, first, context));
}

function isSame(a: Expression, b: Expression, context: Context): boolean {
  return keyInContext(a, context) === keyInContext(b, context);
}

function isInteger(node: Expression, { resolution }: Context): boolean {
  return valueTypeOf(node, resolution).family === "integer";
}

/** A whole number, to as many decimals or more. */
function isRoundAlready([first, decimals]: readonly Expression[], context: Context): boolean {
  const value = decimals && evaluate(decimals);
  const isCoarser = decimals && !(value?.type === "exact" && value.value.digits >= 0n);
  return first !== undefined && isInteger(first, context) && !isCoarser;
}

/** `ELT(1, a, b)`: always a text. */
function elementOf([place, ...list]: readonly Expression[], { resolution }: Context): Expression | undefined {
  const value = place && evaluate(place);
  const item =
    value?.type === "exact" && value.value.scale === 0 ? list[Number(value.value.digits) - 1] : undefined;
  if (!item || valueTypeOf(item, resolution).family === "text") return item;
  const type = { name: "CHAR", length: undefined, scale: undefined, charset: undefined };
  return { ...literalPlace(item), kind: "cast", operand: item, type, array: false };
}

/** `FIELD(a, a, b)`, and `FIND_IN_SET(id, id)` of a number, which has no comma in it. */
function ofItself(
  node: OfKind<"call">,
  first: Expression,
  second: Expression,
  context: Context,
): Expression | undefined {
  if (!isSame(first, second, context) || mayBeNull(first, context.resolution)) return undefined;
  return node.name === "FIELD" || isInteger(first, context) ? oneAt(node) : undefined;
}

function firstKnown([first, second, ...more]: readonly Expression[], { resolution }: Context) {
  if (!first || !second || !mayBeNull(first, resolution)) return first;
  return first.kind === "null" && more.length === 0 ? second : undefined;
}

/** STRCMP of a text and itself is zero. */
function ofSameTexts(
  node: Expression,
  a: Expression,
  b: Expression,
  context: Context,
): Expression | undefined {
  return isSame(a, b, context) && !mayBeNull(node, context.resolution) ? zeroAt(node) : undefined;
}

/** Of text and empty texts: the text. */
function onlyText(operands: readonly Expression[], { resolution }: Context): Expression | undefined {
  const [only, ...more] = operands.filter((operand) => {
    const value = evaluate(operand);
    return !(value?.type === "text" && value.value === "");
  });
  return only && more.length === 0 && valueTypeOf(only, resolution).family === "text" ? only : undefined;
}
