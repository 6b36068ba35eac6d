import { compare as compareKnown } from "../constant/compare.ts";
import { compared, evaluate } from "../constant/evaluate.ts";
import { add, type Exact, exactOf, negate } from "../constant/exact.ts";
import { ofTruth, toReal, truthOf, type Value } from "../constant/value.ts";
import type { Expression } from "../expression.ts";
import type { ComparisonOperator } from "../nodes/predicates.ts";
import type { ValueType } from "../value-family.ts";
import { asSubquery } from "./aggregated.ts";
import { atomNamed, type Context, hangs, keyInContext } from "./context.ts";
import { dayIn } from "./days.ts";
import { linear } from "./linear.ts";
import { all, chosen, type Logic, map, type NumberVariable, never, not, unknownTruth } from "./logic.ts";
import { nullLogic } from "./null-logic.ts";
import { memberNumber, numberOf } from "./numbers.ts";
import { mirrored, orderedLogic } from "./ordered.ts";
import { rangeOf } from "./ranges.ts";
import { simplified } from "./simplify.ts";
import { comparedWithItself } from "./subqueries.ts";
import { numberBehind } from "./texts.ts";
import { byTruths } from "./truth-arithmetic.ts";
import { isTruth } from "./truths.ts";
import { compareTwo } from "./two-values.ts";

type Ask = (node: Expression) => Logic;

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
  const worth = compared(operator, left, right);
  if (worth) return { op: "known", truth: truthOf(worth) };
  const [known, other] = [evaluate(left), evaluate(right)];
  const branches = other ? compareBranches(operator, left, right, context, ask) : undefined;
  if (branches) return branches;
  const asNumbers = compareTextsOfNumbers(operator, left, right, context, ask);
  if (asNumbers) return asNumbers;
  const [first, second] = [asSubquery(left, context), asSubquery(right, context)];
  if (first.kind === "subquery" || second.kind === "subquery") {
    const itself = comparedWithItself(operator, first, second, context, ask);
    if (itself) return itself;
  }
  if (other) return againstConstant(operator, left, right, other, context, ask);
  if (known) return againstConstant(mirrored[operator], right, left, known, context, ask);
  return compareTwo(operator, left, right, context, ask);
}

/** `CAST(id AS CHAR) = id`: a text is compared with a number as a number. */
function compareTextsOfNumbers(
  operator: ComparisonOperator,
  left: Expression,
  right: Expression,
  context: Context,
  ask: Ask,
): Logic | undefined {
  const [a, b] = [numberBehind(left, context), numberBehind(right, context)];
  if (a && rangeOf(right, context)) return compareTerms(operator, a, right, context, ask);
  return b && rangeOf(left, context) ? compareTerms(operator, left, b, context, ask) : undefined;
}

/** `IF(c, 1, 2) = 1`: each branch against the constant. */
function compareBranches(
  operator: ComparisonOperator,
  node: Expression,
  constant: Expression,
  context: Context,
  ask: Ask,
): Logic | undefined {
  const against = (branch: Expression) => compareTerms(operator, branch, constant, context, ask);
  if (node.kind === "call" && node.name === "IF" && !node.foreign) {
    const [condition, then, otherwise] = node.operands;
    if (condition && then && otherwise) return chosen(ask(condition), against(then), against(otherwise));
  }
  if (node.kind !== "case") return byTruths(node, ask, against);
  if (node.value || !node.otherwise) return undefined;
  return node.branches.reduceRight<Logic>(
    (rest, { when, then }) => chosen(ask(when), against(then), rest),
    against(node.otherwise),
  );
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
  const { base, offset } = linear(node, context);
  const number = (value.type === "exact" && memberNumber(base, context)) || numberOf(base, context);
  const limit = number && limitOf(number.family, value);
  if (number && limit) return against(operator, number, add(limit, negate(offset)), isNull);
  return orderedLogic(operator, node, constant, isNull, context);
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

/** The constant as it lies among the values of that kind; undefined = where it lies is not followed. */
function limitOf(family: ValueType["family"], value: Value): Exact | undefined {
  switch (family) {
    case "integer":
    case "decimal":
      return value.type === "text" ? exactIn(value.value) : value.type === "exact" ? value.value : undefined;
    case "real":
      // Constants that are the same in floating point are one.
      return value.type === "exact" || value.type === "real" ? signedExact(String(toReal(value))) : undefined;
    case "temporal":
      return dayIn(value);
    default:
      return undefined;
  }
}

const floatDigits = 15;

/** Of a text that is a number and nothing else, with no more digits than floating point keeps. */
function exactIn(written: string): Exact | undefined {
  return /^-?\d+(\.\d+)?$/.test(written) && written.length <= floatDigits ? signedExact(written) : undefined;
}

function signedExact(written: string): Exact | undefined {
  const value = exactOf(written.replace(/^-/, ""));
  return value && written.startsWith("-") ? negate(value) : value;
}

function against(operator: ComparisonOperator, number: NumberVariable, value: Exact, isNull: Logic): Logic {
  number.constants.push(value);
  if (operator !== "<=>") return { op: "against", number, operator, value, unknown: isNull };
  return all([not(isNull), { op: "against", number, operator: "=", value, unknown: never }]);
}
