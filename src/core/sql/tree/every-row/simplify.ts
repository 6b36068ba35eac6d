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
import { type Context, isAbsent, keyInContext } from "./context.ts";
import { defaultLiteral, heldLiteral } from "./held-literal.ts";
import { isExactly, nullAt, zeroAt } from "./literals.ts";
import type { Logic } from "./logic.ts";
import { rangeOf } from "./ranges.ts";
import { simplerCall } from "./simplify-calls.ts";

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
      return absentIn(node, context) ?? heldIn(node, context) ?? computedIn(node, context);
    case "default-of":
      return defaultOf(node, context);
    case "cast":
      return ofCast(node, context);
    case "call":
      return node.foreign ? undefined : simplerCall(node, context, ask);
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

/** NULL of a row that is never joined. */
function absentIn(node: OfKind<"column">, context: Context): Expression | undefined {
  return isAbsent(node, context) ? nullAt(node) : undefined;
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
  const isZero = isAlwaysZero(operator, left, right, context);
  const isKnown = isZero && isNumber(left, context) && isNumber(right, context);
  return isKnown && !mayBeNull(node, context.resolution) ? zeroAt(node) : undefined;
}

/** `a - a`, `a ^ a` and `a * 0`, where they are numbers. */
function isAlwaysZero(
  operator: ArithmeticOperator,
  left: Expression,
  right: Expression,
  context: Context,
): boolean {
  switch (operator) {
    case "-":
    case "^":
      return keyInContext(left, context) === keyInContext(right, context);
    case "*":
      return isExactly(evaluate(left), 0n) || isExactly(evaluate(right), 0n);
    default:
      return false;
  }
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

/** `CAST(id AS SIGNED)` of a number that fits. */
function ofCast({ operand, type, array }: OfKind<"cast">, context: Context): Expression | undefined {
  const range = rangeOf(operand, context);
  if (array || range?.family !== "integer" || !range.least || !range.most) return undefined;
  if (type.name === "SIGNED") return range.most.digits < 2n ** 63n ? operand : undefined;
  return type.name === "UNSIGNED" && range.least.digits >= 0n ? operand : undefined;
}
