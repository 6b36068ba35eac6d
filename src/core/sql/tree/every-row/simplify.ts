import { evaluate } from "../constant/evaluate.ts";
import type { Value } from "../constant/value.ts";
import type { Expression } from "../expression.ts";
import type { ArithmeticOperator } from "../nodes/operations.ts";
import { mayBeNull } from "../nullable.ts";
import { type ValueType, valueTypeOf } from "../value-type.ts";
import { type Context, keyInContext } from "./context.ts";
import { choiceOf } from "./decide.ts";
import type { Logic } from "./logic.ts";

type Ask = (node: Expression) => Logic;

/** The expression that this one is worth the same as in every row: `id` for `id + 0`, `COALESCE(id, 5)`, `IF(1, id, 5)`. */
export function simplified(node: Expression, context: Context, ask: Ask): Expression {
  const known = context.simplified.get(node);
  if (known) return known;
  const simpler = once(node, context, ask);
  const simplest = simpler && simpler !== node ? simplified(simpler, context, ask) : node;
  context.simplified.set(node, simplest);
  return simplest;
}

function once(node: Expression, context: Context, ask: Ask): Expression | undefined {
  switch (node.kind) {
    case "assignment":
      return node.value;
    case "sign":
      return node.operator === "+" && isNumber(node.operand, context) ? node.operand : undefined;
    case "arithmetic":
      return ofArithmetic(node, context);
    case "call":
      return node.foreign ? undefined : ofCall(node, context, ask);
    default:
      return undefined;
  }
}

function isNumber(node: Expression, { resolution }: Context): boolean {
  const { family } = valueTypeOf(node, resolution);
  return family === "integer" || family === "decimal";
}

/** `a + 0`, `0 + a`, `a - 0`, `a * 1`, `1 * a`, `a / 1`, `a DIV 1`; `a - a` and `a * 0` are zero. */
function ofArithmetic(node: Expression & { kind: "arithmetic" }, context: Context): Expression | undefined {
  const [left, right, ...more] = node.operands;
  const [operator] = node.operators;
  if (!left || !right || !operator || more.length > 0) return undefined;
  const [a, b] = [evaluate(left), evaluate(right)];
  if (isNumber(left, context) && keepsLeft(operator, b, valueTypeOf(left, context.resolution))) return left;
  if (isNumber(right, context) && keepsLeft(isSymmetric(operator) ? operator : undefined, a, undefined))
    return right;
  const isZero =
    operator === "-"
      ? keyInContext(left, context) === keyInContext(right, context)
      : operator === "*" && (isExactly(a, 0n) || isExactly(b, 0n));
  const isKnown = isZero && isNumber(left, context) && isNumber(right, context);
  return isKnown && !mayBeNull(node, context.resolution) ? zeroAt(node) : undefined;
}

/** Whether the other operand is one that changes nothing. */
function keepsLeft(
  operator: ArithmeticOperator | undefined,
  other: Value | undefined,
  type: ValueType | undefined,
): boolean {
  switch (operator) {
    case "+":
    case "-":
      return isExactly(other, 0n);
    case "*":
    case "/":
      return isExactly(other, 1n);
    case "div":
      return isExactly(other, 1n) && type?.family === "integer";
    default:
      return false;
  }
}

function isSymmetric(operator: ArithmeticOperator): boolean {
  return operator === "+" || operator === "*";
}

function zeroAt({ start, end, height }: Expression): Expression {
  return { kind: "number", text: "0", start, end, height };
}

function isExactly(value: Value | undefined, digits: bigint): boolean {
  return value?.type === "exact" && value.value.scale === 0 && value.value.digits === digits;
}

function ofCall(node: Expression & { kind: "call" }, context: Context, ask: Ask): Expression | undefined {
  const [first, second, third] = node.operands;
  if (!first) return undefined;
  switch (node.name) {
    case "COALESCE":
    case "IFNULL":
    case "NVL": {
      if (node.operands.length === 1 || !mayBeNull(first, context.resolution)) return first;
      return first.kind === "null" && node.operands.length === 2 ? second : undefined;
    }
    case "IF": {
      const choice = choiceOf(ask(first), context.work);
      return choice === "every" ? second : choice === "none" ? third : undefined;
    }
    default:
      return undefined;
  }
}
