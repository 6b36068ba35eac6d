import { evaluate } from "../constant/evaluate.ts";
import { negate } from "../constant/exact.ts";
import { truthOf } from "../constant/value.ts";
import type { Expression, ExpressionKind, OfKind } from "../expression.ts";
import { nullRuleOf } from "../functions.ts";
import { mayBeNull } from "../nullable.ts";
import type { ValueType } from "../value-family.ts";
import { valueTypeOf } from "../value-type.ts";
import { compareTerms } from "./comparisons.ts";
import type { Context } from "./context.ts";
import { keyInContext, opaque } from "./context.ts";
import { linear } from "./linear.ts";
import { all, always, any, chosen, type Logic, map, not, unknownTruth } from "./logic.ts";
import { nullLogic } from "./null-logic.ts";
import { memberNumber, numberOf } from "./numbers.ts";
import { fitsEveryText, fitsItsValue } from "./patterns.ts";
import { simplified } from "./simplify.ts";
import { quantifiedTruth, subqueryTruth } from "./subqueries.ts";
import { numberBehind } from "./texts.ts";
import { byTruths } from "./truth-arithmetic.ts";
import { isTruth } from "./truths.ts";

type Ask = (node: Expression) => Logic;
type Rule<K extends ExpressionKind> = (node: OfKind<K>, ask: Ask, context: Context) => Logic;

/** A condition in three-valued logic over what it hangs on. Each part of it is translated once. */
export function translate(node: Expression, context: Context): Logic {
  const ask: Ask = (inner) => {
    const known = context.translated.get(inner);
    if (known) return known;
    // One entry per kind, so the entry fits the node; TypeScript cannot follow that through an index.
    const rule = rules[inner.kind] as (node: Expression, ask: Ask, context: Context) => Logic;
    const logic = rule(inner, ask, context);
    context.translated.set(inner, logic);
    return logic;
  };
  return ask(node);
}

/** A value that counts as true where it is a number but zero. */
function value(node: Expression, ask: Ask, context: Context): Logic {
  if (node.kind === "bits") return { op: "known", truth: /[1-9a-f]/i.test(node.text.slice(2)) };
  const known = evaluate(node);
  if (known) return { op: "known", truth: truthOf(known) };
  const simple = simplified(node, context, ask);
  if (simple !== node) return ask(simple);
  const asNumber = numberBehind(node, context);
  if (asNumber) return ask(asNumber);
  const made = byTruths(node, ask, ask);
  if (made) return made;
  const { base, offset } = linear(node, context);
  const number = memberNumber(base, context) ?? numberOf(base, context);
  if (!number) return opaque(node, context, mayBeNull(node, context.resolution));
  const zero = negate(offset);
  number.constants.push(zero);
  return { op: "against", number, operator: "<>", value: zero, unknown: nullLogic(node, context, ask) };
}

/** Exhaustive: a new kind of expression does not compile until it says what it means as a condition. */
const rules: { readonly [K in ExpressionKind]: Rule<K> } = {
  number: value,
  text: value,
  bits: value,
  temporal: value,
  null: value,
  truth: value,
  default: value,
  parameter: value,
  "user-variable": value,
  "system-variable": value,
  assignment: ({ value: assigned }, ask) => ask(assigned),
  column: value,
  "default-of": value,
  "inserted-value": value,
  "sequence-value": value,
  call: callRule,
  cast: value,
  "convert-using": value,
  collate: value,
  "at-time-zone": value,
  "json-path": value,
  match: value,
  interval: value,
  sign: value,
  not: notRule,
  arithmetic: value,
  concatenation: value,
  and: ({ operands }, ask) => all(operands.map(ask)),
  or: ({ operands }, ask) => any(operands.map(ask)),
  xor: ({ operands }, ask) => ({ op: "xor", parts: operands.map(ask) }),
  comparison: ({ operator, left, right }, ask, context) => compareTerms(operator, left, right, context, ask),
  quantified: (node, ask, context) => quantifiedTruth(node, context, ask),
  is: isRule,
  "in-list": listRule,
  "in-subquery": (node, ask, context) => subqueryTruth(node, context, ask),
  between: betweenRule,
  like: (node, ask, context) => patternRule(node, ask, context),
  regexp: (node, ask, context) => patternRule(node, ask, context),
  "sounds-like": value,
  "member-of": value,
  case: caseRule,
  row: value,
  subquery: value,
  exists: (node, ask, context) => subqueryTruth(node, context, ask),
};

/** A literal more or less in a list this long decides nothing: all of them then are one thing of which nothing is known. */
const longList = 100;

function listRule(node: OfKind<"in-list">, ask: Ask, context: Context): Logic {
  const { value: sought, list, negated } = node;
  const isLong = list.length > longList;
  const compared = isLong ? list.filter(({ kind }) => kind !== "number" && kind !== "text") : list;
  const parts = compared.map((one) => compareTerms("=", sought, one, context, ask));
  if (compared.length < list.length) parts.push(opaque({ ...node, negated: false }, context, true));
  return negatedIf(negated, any(parts));
}

/** All three are compared as one type: only where they have one is it two comparisons. */
function betweenRule(node: OfKind<"between">, ask: Ask, context: Context): Logic {
  const { value: sought, low, high, negated } = node;
  const keys = new Set([sought, low, high].map((one) => keyInContext(one, context)));
  const types =
    keys.size === 1
      ? ["the same"]
      : [sought, low, high].map((one) => comparedAs(valueTypeOf(one, context.resolution), one));
  if (types.includes(undefined) || new Set(types).size > 1)
    return opaque(node, context, mayBeNull(node, context.resolution));
  return negatedIf(
    negated,
    all([compareTerms(">=", sought, low, context, ask), compareTerms("<=", sought, high, context, ask)]),
  );
}

function comparedAs({ family }: ValueType, { kind }: Expression): string | undefined {
  switch (family) {
    case "integer":
    case "decimal":
    case "real":
      return "number";
    case "text":
      return kind === "text" ? "text or date" : "text";
    case "temporal":
      return "text or date";
    case "enumerated":
    case "other":
      return undefined;
  }
}

function negatedIf(negated: boolean, logic: Logic): Logic {
  return negated ? not(logic) : logic;
}

/** `NOT a IS NULL` is `a IS NOT NULL`, which no zero date is. */
function notRule({ operand }: OfKind<"not">, ask: Ask): Logic {
  if (operand.kind === "is") return ask({ ...operand, negated: !operand.negated });
  return not(ask(operand));
}

function isRule(node: OfKind<"is">, ask: Ask, context: Context): Logic {
  const { operand, what, negated } = node;
  if (what === "null" || (what === "unknown" && !isTruth(operand))) {
    const simple = simplified(operand, context, ask);
    return negatedIf(negated, nullLogic(simple, context, ask));
  }
  const wanted = { whenTrue: what === "true", whenFalse: what === "false", whenUnknown: what === "unknown" };
  return negatedIf(negated, map(ask(operand), wanted));
}

function callRule(node: OfKind<"call">, ask: Ask, context: Context): Logic {
  const { name, foreign, operands } = node;
  const [first, second, third] = operands;
  if (foreign || !first) return value(node, ask, context);
  if (name === "ISNULL") return isRule(isNull(node, first), ask, context);
  if (name === "IF" && second && third) return chosen(ask(first), ask(second), ask(third));
  if (name === "REGEXP_LIKE" && second && operands.length === 2)
    return patternRule(regexp(node, first, second), ask, context);
  if (nullRuleOf(name) === "coalesces") return firstKnown(operands, ask, context);
  return value(node, ask, context);
}

function regexp(
  { start, end, height }: Expression,
  sought: Expression,
  pattern: Expression,
): OfKind<"regexp"> {
  return { kind: "regexp", value: sought, pattern, negated: false, start, end, height };
}

/** Of COALESCE: the truth of the first that is not NULL. */
function firstKnown(operands: readonly Expression[], ask: Ask, context: Context): Logic {
  const last: Logic = { op: "known", truth: null };
  return operands.reduceRight<Logic>(
    (rest, operand) => chosen(nullLogic(operand, context, ask), rest, ask(operand)),
    last,
  );
}

function isNull(node: Expression, operand: Expression): OfKind<"is"> {
  const { start, end, height } = node;
  return { kind: "is", operand, what: "null", negated: false, start, end, height };
}

function caseRule(node: OfKind<"case">, ask: Ask, context: Context): Logic {
  const { value: sought, branches, otherwise } = node;
  const last: Logic = otherwise ? ask(otherwise) : { op: "known", truth: null };
  return branches.reduceRight(
    (rest, { when, then }) =>
      chosen(sought ? compareTerms("=", sought, when, context, ask) : ask(when), ask(then), rest),
    last,
  );
}

/** A pattern that fits every text says nothing but that there is one; any other is true or false of it. */
function patternRule(node: OfKind<"like"> | OfKind<"regexp">, ask: Ask, context: Context): Logic {
  if (node.kind === "like" && node.escapedBy && !fitsEveryText(node)) return opaque(node, context, true);
  const isNullHere = any([nullLogic(node.value, context, ask), nullLogic(node.pattern, context, ask)]);
  const isFit = fitsEveryText(node) || (node.kind === "like" && fitsItsValue(node, context));
  const fits = isFit ? always : opaque({ ...node, negated: false }, context, false);
  return chosen(isNullHere, unknownTruth, negatedIf(node.negated, fits));
}
