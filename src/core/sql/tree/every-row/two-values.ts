import { comparisonHolds } from "../constant/compare.ts";
import { evaluate } from "../constant/evaluate.ts";
import { compareExact } from "../constant/exact.ts";
import type { Expression } from "../expression.ts";
import type { ComparisonOperator } from "../nodes/predicates.ts";
import { type Context, keyInContext } from "./context.ts";
import { linear } from "./linear.ts";
import { all, always, any, chosen, type Logic, map, never, not, unknownTruth } from "./logic.ts";
import { nullLogic } from "./null-logic.ts";
import { orderedLogic } from "./ordered.ts";
import { isTruth } from "./truths.ts";

type Ask = (node: Expression) => Logic;

/** Two values of which neither is a constant. */
export function compareTwo(
  operator: ComparisonOperator,
  left: Expression,
  right: Expression,
  context: Context,
  ask: Ask,
): Logic {
  const [a, b] = [nullLogic(left, context, ask), nullLogic(right, context, ask)];
  const isNull = any([a, b]);
  // What is the same is equal in every collation.
  const same = keyInContext(bare(left), context) === keyInContext(bare(right), context);
  const apart = same ? undefined : differenceOf(left, right, context);
  if (apart !== undefined) return ofOrder(operator, apart, isNull);
  if (operator === "<=>") {
    if (same) return { op: "known", truth: true };
    const equal = orderedLogic("=", left, right, never, context);
    return any([all([a, b]), all([not(a), not(b), equal])]);
  }
  if (same) return ofOrder(operator, 0, isNull);
  if (operator === "=" || operator === "<>") {
    const differs = difference(left, right, context, ask);
    if (differs) return unlessNull(operator === "<>" ? differs : not(differs), isNull);
  }
  return orderedLogic(operator, left, right, isNull, context);
}

/** Whether two values differ, where that is more than an order of the two; undefined = it is not. */
function difference(left: Expression, right: Expression, context: Context, ask: Ask): Logic | undefined {
  if (isExtended(left, right, context) || isExtended(right, left, context)) return always;
  return isTruth(left) && isTruth(right) ? { op: "xor", parts: [ask(left), ask(right)] } : undefined;
}

function unlessNull(logic: Logic, isNull: Logic): Logic {
  return chosen(isNull, unknownTruth, logic);
}

/** `CONCAT(a, 'x')` of a: a letter or digit more makes another text in every collation. */
function isExtended(node: Expression, text: Expression, context: Context): boolean {
  if (node.kind !== "call" || node.name !== "CONCAT" || node.foreign) return false;
  const values = node.operands.map(evaluate);
  const rest = node.operands.filter((_, i) => values[i] === undefined);
  const isLonger = values.some((value) => value?.type === "text" && /[A-Za-z0-9]/.test(value.value));
  const [only, ...more] = rest;
  return (
    isLonger &&
    only !== undefined &&
    more.length === 0 &&
    keyInContext(only, context) === keyInContext(text, context)
  );
}

function bare(node: Expression): Expression {
  return node.kind === "collate" || (node.kind === "sign" && node.operator === "binary")
    ? bare(node.operand)
    : node;
}

/** How a number and the same one with something added compare; undefined = they are not that. */
function differenceOf(left: Expression, right: Expression, context: Context): -1 | 0 | 1 | undefined {
  const [a, b] = [linear(left, context), linear(right, context)];
  const isMoved = a.base !== left || b.base !== right;
  if (!isMoved || keyInContext(a.base, context) !== keyInContext(b.base, context)) return undefined;
  return compareExact(a.offset, b.offset);
}

/** What is in a known order, unless a NULL is in it. */
function ofOrder(operator: ComparisonOperator, order: -1 | 0 | 1, isNull: Logic): Logic {
  // Both are NULL or neither is.
  const whenTrue = operator === "<=>" ? true : null;
  return map(isNull, { whenTrue, whenFalse: comparisonHolds(operator, order), whenUnknown: null });
}
