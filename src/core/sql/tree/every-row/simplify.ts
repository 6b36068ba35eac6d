import { foldName } from "../../fold-name.ts";
import { evaluate } from "../constant/evaluate.ts";
import type { Value } from "../constant/value.ts";
import type { Expression, OfKind } from "../expression.ts";
import type { ArithmeticOperator } from "../nodes/operations.ts";
import { mayBeNull } from "../nullable.ts";
import { alwaysHasOneRow, holdsAggregate, onlyItem } from "../one-row.ts";
import type { Query } from "../query.ts";
import { resolvedColumn } from "../resolve/resolve.ts";
import type { ValueType } from "../value-family.ts";
import { valueTypeOf } from "../value-type.ts";
import { type Context, keyInContext } from "./context.ts";
import { choiceOf } from "./decide.ts";
import { defaultLiteral, heldLiteral } from "./held-literal.ts";
import type { Logic } from "./logic.ts";

type Ask = (node: Expression) => Logic;

/** The expression that this one is worth the same as in every row: `id` for `id + 0`, `COALESCE(id, 5)`, `IF(1, id, 5)`. */
export function simplified(node: Expression, context: Context, ask: Ask): Expression {
  const known = context.simplified.get(node);
  if (known) return known;
  // Generated columns that read each other, which the server refuses, would go round for ever.
  context.simplified.set(node, node);
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
      return ofSign(node, context);
    case "arithmetic":
      return ofArithmetic(node, context);
    case "subquery":
      return valueOfNoTable(node.query);
    case "column":
      return heldIn(node, context) ?? computedIn(node, context);
    case "default-of":
      return defaultOf(node, context);
    case "call":
      return node.foreign ? undefined : ofCall(node, context, ask);
    default:
      return undefined;
  }
}

/** `+ a` and `- - a` */
function ofSign({ operator, operand }: OfKind<"sign">, context: Context): Expression | undefined {
  const inner =
    operator === "-" && operand.kind === "sign" && operand.operator === "-" ? operand.operand : operand;
  const isKept = operator === "+" || inner !== operand;
  return isKept && isNumber(inner, context) ? inner : undefined;
}

/** What a generated column computes. */
function computedIn(node: OfKind<"column">, { resolution, computed }: Context): Expression | undefined {
  if (!computed) return undefined;
  const resolved = resolvedColumn(resolution, node);
  return resolved.kind === "column" && resolved.source === computed.source
    ? computed.columns.get(foldName(node.name))
    : undefined;
}

/** What every row has in a column, unless an outer join has no row for it. */
function heldIn(node: OfKind<"column">, { resolution }: Context): Expression | undefined {
  const resolved = resolvedColumn(resolution, node);
  if (resolved.kind !== "column" || !resolved.column) return undefined;
  const { source, column } = resolved;
  return source.nullable && source !== resolution.present ? undefined : heldLiteral(column, node);
}

/** `DEFAULT(a)` */
function defaultOf(
  { column, ...node }: OfKind<"default-of">,
  { resolution }: Context,
): Expression | undefined {
  const resolved = resolvedColumn(resolution, column);
  const known = resolved.kind === "column" ? resolved.column : undefined;
  return known && defaultLiteral(known, node);
}

/** `(SELECT a)`: of no table it is what it selects. */
function valueOfNoTable(query: Query): Expression | undefined {
  const { body, into } = query;
  const isPlain = body.kind === "select" && body.from.length === 0 && !into && alwaysHasOneRow(query);
  const item = isPlain ? onlyItem(query) : undefined;
  return item && !holdsAggregate(item) ? item : undefined;
}

function isNumber(node: Expression, { resolution }: Context): boolean {
  const { family } = valueTypeOf(node, resolution);
  return family === "integer" || family === "decimal" || family === "real";
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

/** Of text and empty texts: the text. */
function onlyText(operands: readonly Expression[], { resolution }: Context): Expression | undefined {
  const [only, ...more] = operands.filter((operand) => {
    const value = evaluate(operand);
    return !(value?.type === "text" && value.value === "");
  });
  return only && more.length === 0 && valueTypeOf(only, resolution).family === "text" ? only : undefined;
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
    case "NVL":
      return firstKnown(node.operands, context);
    case "ABS":
      return isNeverNegative(first, context) ? first : undefined;
    case "GREATEST":
    case "LEAST":
      return node.operands.every((one) => keyInContext(one, context) === keyInContext(first, context))
        ? first
        : undefined;
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
function ofNothing(node: Expression & { kind: "call" }, context: Context): Expression | undefined {
  const { name, operands, start, end, height } = node;
  const [first, second, third] = operands.map(evaluate);
  if (operands.some((one) => mayBeNull(one, context.resolution))) return undefined;
  const empty: Expression = { kind: "text", value: "", charset: undefined, start, end, height };
  if (/^(SUBSTR|SUBSTRING|MID)$/.test(name)) return isExactly(third ?? second, 0n) ? empty : undefined;
  if (operands.length !== 2) return undefined;
  if (/^(LEFT|RIGHT|REPEAT)$/.test(name)) return isExactly(second, 0n) ? empty : undefined;
  const sought = name === "INSTR" ? second : first;
  return sought?.type === "text" && sought.value === ""
    ? { ...zeroAt(node), kind: "number", text: "1" }
    : undefined;
}

function isNeverNegative(node: Expression, { resolution }: Context): boolean {
  const type = valueTypeOf(node, resolution);
  return "least" in type && type.least !== undefined && type.least.digits >= 0n;
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
  const isSame = keyInContext(a, context) === keyInContext(b, context);
  return isSame && !mayBeNull(node, context.resolution) ? zeroAt(node) : undefined;
}
