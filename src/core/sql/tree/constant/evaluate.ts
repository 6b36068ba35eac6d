import type { Expression, ExpressionKind, OfKind } from "../expression.ts";
import type { ComparisonOperator } from "../nodes/predicates.ts";
import { calculate } from "./arithmetic.ts";
import { compare, comparisonHolds } from "./compare.ts";
import { exactOf, integer, negate } from "./exact.ts";
import { callFunction } from "./functions.ts";
import { exact, nothing, numberIn, ofTruth, type Truth, textValue, truthOf, type Value } from "./value.ts";

/**
 * What an expression is worth that hangs on nothing but literals; undefined = it reads something, or it is a constant
 * that is not followed here (a collation decides, a function is not known).
 */
export function evaluate(node: Expression): Value | undefined {
  // One entry per kind, so the entry fits the node; TypeScript cannot follow that through an index.
  return (rules[node.kind] as (node: Expression) => Value | undefined)(node);
}

/** It is no constant, or one that is not followed here. */
const unknown = () => undefined;

/** Exhaustive: a new kind of expression does not compile until it says what it is worth. */
const rules: { readonly [K in ExpressionKind]: (node: OfKind<K>) => Value | undefined } = {
  number: ({ text: written }) => {
    const value = exactOf(written);
    return value ? exact(value) : { type: "real", value: Number(written) };
  },
  text: ({ value, charset }) => textValue(value, charset === "binary"),
  bits: unknown,
  temporal: unknown,
  null: () => nothing,
  truth: ({ value }) => exact(integer(value ? 1 : 0)),
  default: unknown,
  parameter: unknown,
  "user-variable": unknown,
  "system-variable": unknown,
  assignment: ({ value }) => evaluate(value),
  column: unknown,
  "default-of": unknown,
  "inserted-value": unknown,
  "sequence-value": unknown,
  call: called,
  cast: ({ operand, type }) => cast(type.name, evaluate(operand)),
  "convert-using": unknown,
  collate: ({ operand, collation }) => collated(collation, evaluate(operand)),
  "at-time-zone": unknown,
  "json-path": unknown,
  match: unknown,
  interval: unknown,
  sign: ({ operator, operand }) => signed(operator, evaluate(operand)),
  not: ({ operand }) => negated(evaluate(operand)),
  arithmetic: chained,
  concatenation: ({ operands }) => callOf("CONCAT", operands),
  and: ({ operands }) => connected(operands, false),
  or: ({ operands }) => connected(operands, true),
  xor: ({ operands }) => oddly(operands),
  comparison: ({ operator, left, right }) => compared(operator, left, right),
  quantified: unknown,
  is,
  "in-list": inList,
  "in-subquery": unknown,
  between,
  like,
  regexp: unknown,
  "sounds-like": unknown,
  "member-of": unknown,
  case: chosen,
  row: unknown,
  subquery: unknown,
  exists: unknown,
};

function signed(operator: "-" | "+" | "~" | "binary", value: Value | undefined): Value | undefined {
  if (!value || value.type === "null" || operator === "+") return value;
  switch (operator) {
    case "binary":
      return value.type === "text" ? textValue(value.value, true) : undefined;
    case "~":
      return undefined;
    case "-":
      if (value.type === "exact") return exact(negate(value.value));
      return { type: "real", value: -(value.type === "real" ? value.value : numberIn(value.value)) };
  }
}

function negated(value: Value | undefined): Value | undefined {
  const truth = value && truthOf(value);
  return truth === undefined ? undefined : ofTruth(truth === null ? null : !truth);
}

/** AND is decided by one false operand, OR by one true one. */
function connected(operands: readonly Expression[], decisive: boolean): Value | undefined {
  return decided(
    operands.map((operand) => truthIn(evaluate(operand))),
    decisive,
  );
}

function decided(truths: readonly (Truth | undefined)[], decisive: boolean): Value | undefined {
  if (truths.includes(decisive)) return ofTruth(decisive);
  if (truths.includes(undefined)) return undefined;
  return ofTruth(truths.includes(null) ? null : !decisive);
}

function truthIn(value: Value | undefined): Truth | undefined {
  return value && truthOf(value);
}

function oddly(operands: readonly Expression[]): Value | undefined {
  const truths = operands.map((operand) => truthIn(evaluate(operand)));
  if (truths.includes(undefined)) return undefined;
  if (truths.includes(null)) return nothing;
  return ofTruth(truths.filter((truth) => truth === true).length % 2 === 1);
}

function chained({ operands, operators }: OfKind<"arithmetic">): Value | undefined {
  const [first, ...others] = operands.map(evaluate);
  return others.reduce((left, right, i) => {
    const operator = operators[i];
    return left && right && operator ? calculate(operator, left, right) : undefined;
  }, first);
}

function is({ operand, what, negated: not }: OfKind<"is">): Value | undefined {
  const value = evaluate(operand);
  if (!value) return undefined;
  const truth = truthOf(value);
  const wanted = what === "true" ? true : what === "false" ? false : null;
  return ofTruth((truth === wanted) !== not);
}

/** What a comparison is worth. */
export function compared(
  operator: ComparisonOperator,
  left: Expression,
  right: Expression,
): Value | undefined {
  if (left.kind === "row" && right.kind === "row")
    return comparedRows(operator, left.operands, right.operands);
  if (left.kind === "temporal" && right.kind === "temporal") return comparedDates(operator, left, right);
  const [a, b] = [evaluate(left), evaluate(right)];
  if (!a || !b) return undefined;
  const truth = compare(operator, a, b);
  return truth === undefined ? undefined : ofTruth(truth);
}

function inList({ value, list, negated: not }: OfKind<"in-list">): Value | undefined {
  const found = decided(
    list.map((one) => truthIn(compared("=", value, one))),
    true,
  );
  return not ? negated(found) : found;
}

function between({ value, low, high, negated: not }: OfKind<"between">): Value | undefined {
  const found = decided([truthIn(compared(">=", value, low)), truthIn(compared("<=", value, high))], false);
  return not ? negated(found) : found;
}

/** Dates of the same form stand in the order of their digits. */
function comparedDates(
  operator: ComparisonOperator,
  left: OfKind<"temporal">,
  right: OfKind<"temporal">,
): Value | undefined {
  const form = (value: string) => value.replace(/\d/g, "0");
  if (left.type !== right.type || form(left.value) !== form(right.value) || /^-/.test(left.value))
    return undefined;
  const order = left.value < right.value ? -1 : left.value > right.value ? 1 : 0;
  return ofTruth(comparisonHolds(operator, order));
}

/** Rows are equal where all their parts are; their order is not followed here. */
function comparedRows(
  operator: ComparisonOperator,
  left: readonly Expression[],
  right: readonly Expression[],
): Value | undefined {
  if (left.length !== right.length || !/^(=|<=>|<>)$/.test(operator)) return undefined;
  const equals = operator === "<=>" ? "<=>" : "=";
  const truths = left.map((one, i) => truthIn(right[i] && compared(equals, one, right[i])));
  const all = truths.includes(false)
    ? false
    : truths.includes(undefined)
      ? undefined
      : !truths.includes(null) || null;
  if (all === undefined) return undefined;
  return ofTruth(operator === "<>" && all !== null ? !all : all);
}

function chosen({ value, branches, otherwise }: OfKind<"case">): Value | undefined {
  for (const { when, then } of branches) {
    const tried = value ? truthIn(compared("=", value, when)) : truthIn(evaluate(when));
    if (tried === undefined) return undefined;
    if (tried === true) return evaluate(then);
  }
  return otherwise ? evaluate(otherwise) : nothing;
}

function called(node: OfKind<"call">): Value | undefined {
  const { name, foreign, operands, over, distinct, word } = node;
  if (foreign || over || distinct || word !== undefined) return undefined;
  if (name === "IF") return conditional(operands);
  return callOf(name, operands);
}

function callOf(name: string, operands: readonly Expression[]): Value | undefined {
  const values = operands.map(evaluate);
  return values.every((value) => value !== undefined) ? callFunction(name, values) : undefined;
}

function conditional([condition, then, otherwise]: readonly Expression[]): Value | undefined {
  const truth = condition && truthIn(evaluate(condition));
  if (truth === undefined || !then || !otherwise) return undefined;
  return evaluate(truth === true ? then : otherwise);
}

function cast(type: string, value: Value | undefined): Value | undefined {
  if (!value || value.type === "null") return value;
  if (type === "SIGNED" || type === "UNSIGNED") {
    const whole = value.type === "exact" ? value.value : exactOf(value.type === "text" ? value.value : "");
    return whole?.scale === 0 && (type === "SIGNED" || whole.digits >= 0n) ? exact(whole) : undefined;
  }
  return type === "CHAR" && value.type === "text" ? value : undefined;
}

/** Only a binary collation is known to tell all letters apart. */
function collated(collation: string, value: Value | undefined): Value | undefined {
  if (value?.type !== "text") return value?.type === "null" ? value : undefined;
  return collation === "binary" || collation.endsWith("_bin") ? textValue(value.value, true) : undefined;
}

/** A pattern of nothing but % fits every text. */
function like({ value, pattern, negated: not }: OfKind<"like">): Value | undefined {
  const [of, by] = [evaluate(value), evaluate(pattern)];
  if (of?.type === "null" || by?.type === "null") return nothing;
  return of && by?.type === "text" && /^%+$/.test(by.value) ? ofTruth(!not) : undefined;
}
