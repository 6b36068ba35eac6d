import { compare as compareKnown, comparisonHolds } from "../constant/compare.ts";
import { evaluate } from "../constant/evaluate.ts";
import type { Exact } from "../constant/exact.ts";
import { ofTruth, type Value } from "../constant/value.ts";
import type { Expression } from "../expression.ts";
import type { ComparisonOperator } from "../nodes/predicates.ts";
import { type ValueType, valueTypeOf } from "../value-type.ts";
import { atomNamed, type Context, hangs, keyInContext, numberOf, orderNamed } from "./context.ts";
import { all, any, type Logic, map, type NumberVariable, never, not, unknownTruth } from "./logic.ts";
import { nullLogic } from "./null-logic.ts";
import { simplified } from "./simplify.ts";
import { isTruth } from "./truths.ts";

type Ask = (node: Expression) => Logic;

const mirrored: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  "=": "=",
  "<=>": "<=>",
  "<>": "<>",
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
};

/** A comparison in three-valued logic. */
export function compareTerms(
  operator: ComparisonOperator,
  a: Expression,
  b: Expression,
  context: Context,
  ask: Ask,
): Logic {
  if (a.kind === "row" || b.kind === "row") return compareRows(operator, a, b, context, ask);
  const [left, right] = [simplified(a, context, ask), simplified(b, context, ask)];
  const [known, other] = [evaluate(left), evaluate(right)];
  if (known && other) {
    const truth = compareKnown(operator, known, other);
    if (truth !== undefined) return { op: "known", truth };
  }
  if (other) return againstConstant(operator, left, right, other, context, ask);
  if (known) return againstConstant(mirrored[operator], right, left, known, context, ask);
  return compareTwo(operator, left, right, context, ask);
}

/** Rows are equal where all their parts are; their order is not followed. */
function compareRows(
  operator: ComparisonOperator,
  a: Expression,
  b: Expression,
  context: Context,
  ask: Ask,
): Logic {
  const parts =
    a.kind === "row" && b.kind === "row" && a.operands.length === b.operands.length ? b.operands : [];
  const equals = operator === "<=>" ? "<=>" : "=";
  if (parts.length === 0 || !/^(=|<=>|<>)$/.test(operator) || a.kind !== "row") {
    const key = `rows:${operator}:${keyInContext(a, context)}:${keyInContext(b, context)}`;
    return atomNamed(key, hangs(a, context) || hangs(b, context), true, context);
  }
  const same = all(
    parts.map((part, i) => compareTerms(equals, a.operands[i] as Expression, part, context, ask)),
  );
  return operator === "<>" ? not(same) : same;
}

function againstConstant(
  operator: ComparisonOperator,
  node: Expression,
  constant: Expression,
  value: Value,
  context: Context,
  ask: Ask,
): Logic {
  const isNull = nullLogic(node, context, ask);
  if (value.type === "null") return operator === "<=>" ? isNull : unknownTruth;
  if (value.type === "exact" && isTruth(node)) return ofTruths(operator, node, value, ask);
  const number = value.type === "exact" ? numberOf(node, context) : undefined;
  if (number && value.type === "exact") return against(operator, number, value.value, isNull);
  return ordered(operator, node, constant, isNull, context);
}

/** `(a = b) = 1`: what comes of each truth. */
function ofTruths(operator: ComparisonOperator, node: Expression, value: Value, ask: Ask): Logic {
  const [whenTrue, whenFalse, whenUnknown] = [true, false, null].map(
    (truth) => compareKnown(operator, ofTruth(truth), value) ?? null,
  );
  return map(ask(node), {
    whenTrue: whenTrue ?? null,
    whenFalse: whenFalse ?? null,
    whenUnknown: whenUnknown ?? null,
  });
}

function against(operator: ComparisonOperator, number: NumberVariable, value: Exact, isNull: Logic): Logic {
  number.constants.push(value);
  if (operator !== "<=>") return { op: "against", number, operator, value, unknown: isNull };
  return all([not(isNull), { op: "against", number, operator: "=", value, unknown: never }]);
}

function compareTwo(
  operator: ComparisonOperator,
  left: Expression,
  right: Expression,
  context: Context,
  ask: Ask,
): Logic {
  const [a, b] = [nullLogic(left, context, ask), nullLogic(right, context, ask)];
  const isNull = any([a, b]);
  const same = keyInContext(left, context) === keyInContext(right, context);
  if (operator === "<=>") {
    if (same) return { op: "known", truth: true };
    const equal = ordered("=", left, right, never, context);
    return any([all([a, b]), all([not(a), not(b), equal])]);
  }
  if (same)
    return map(isNull, { whenTrue: null, whenFalse: comparisonHolds(operator, 0), whenUnknown: null });
  if (isTruth(left) && isTruth(right) && (operator === "=" || operator === "<>")) {
    const differ: Logic = { op: "xor", parts: [ask(left), ask(right)] };
    return operator === "<>" ? differ : not(differ);
  }
  return ordered(operator, left, right, isNull, context);
}

/** Two values of which one is smaller, or they are equal; where that is not sure, only itself is known. */
function ordered(
  operator: ComparisonOperator,
  left: Expression,
  right: Expression,
  isNull: Logic,
  context: Context,
): Logic {
  const [a, b] = [keyInContext(left, context), keyInContext(right, context)];
  const hangsHere = hangs(left, context) || hangs(right, context);
  if (!areComparable(familyOf(left, context), left, familyOf(right, context), right))
    return atomNamed(`comparison:${operator}:${a}:${b}`, hangsHere, true, context);
  // Of `a < b` and `b > a` it is the same order.
  const turned = a > b;
  const order = orderNamed(turned ? `${b}:${a}` : `${a}:${b}`, hangsHere, context);
  const by = turned ? mirrored[operator] : operator;
  if (operator !== "<=>") return { op: "ordered", order, operator: by, unknown: isNull };
  return all([not(isNull), { op: "ordered", order, operator: "=", unknown: never }]);
}

function familyOf(node: Expression, { resolution }: Context): ValueType["family"] {
  return valueTypeOf(node, resolution).family;
}

/** Numbers, texts and dates are each in one order; a text that is a literal is taken for what it is compared with. */
function areComparable(
  a: ValueType["family"],
  left: Expression,
  b: ValueType["family"],
  right: Expression,
): boolean {
  if (a === "other" || b === "other") return false;
  if (a === "temporal" || b === "temporal") return a === b || isLiteral(left) || isLiteral(right);
  return true;
}

function isLiteral({ kind }: Expression): boolean {
  return kind === "text" || kind === "number";
}
