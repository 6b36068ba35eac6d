import { comparisonHolds } from "../constant/compare.ts";
import { compareExact, type Exact } from "../constant/exact.ts";
import type { Truth } from "../constant/value.ts";
import type { ComparisonOperator } from "../nodes/predicates.ts";
import type { ValueType } from "../value-family.ts";

/** A condition in three-valued logic over variables: everything that its truth hangs on, each with its possible states. */
export type Logic =
  | { readonly op: "known"; readonly truth: Truth }
  | { readonly op: "and" | "or" | "xor"; readonly parts: readonly Logic[] }
  /** NOT, IS TRUE and their kind: what comes of each truth. */
  | { readonly op: "mapped"; readonly part: Logic; readonly to: Mapping }
  /** IF and CASE: the one where the condition is true, the other where it is false or UNKNOWN. */
  | { readonly op: "chosen"; readonly condition: Logic; readonly then: Logic; readonly otherwise: Logic }
  | { readonly op: "atom"; readonly atom: Atom }
  /** A number against a constant; UNKNOWN where the number is NULL. */
  | {
      readonly op: "against";
      readonly number: NumberVariable;
      readonly operator: ComparisonOperator;
      readonly value: Exact;
      readonly unknown: Logic;
    }
  /** Two values that are in some order; UNKNOWN where one of them is NULL. */
  | {
      readonly op: "ordered";
      readonly order: Order;
      readonly operator: ComparisonOperator;
      readonly unknown: Logic;
    };

export interface Mapping {
  readonly whenTrue: Truth;
  readonly whenFalse: Truth;
  readonly whenUnknown: Truth;
}

export type Variable = Atom | NumberVariable | Order;

interface Named {
  /** Its value may differ between the rows that the question is about. */
  readonly hangs: boolean;
}

/** Anything that is true or false, and UNKNOWN where it may be. */
export interface Atom extends Named {
  readonly kind: "atom";
  readonly mayBeUnknown: boolean;
}

/** A number of which it matters between which constants it lies. */
export interface NumberVariable extends Named {
  readonly kind: "number";
  readonly family: ValueType["family"];
  readonly whole: boolean;
  readonly least: Exact | undefined;
  readonly most: Exact | undefined;
  /** The constants that it is compared with. */
  readonly constants: Exact[];
}

/** How two values compare. */
export interface Order extends Named {
  readonly kind: "order";
  /** One of the two is a constant text: the other is never equal to two of them that differ in every collation. */
  readonly text?: { readonly of: string; readonly constant: string } | undefined;
  /** The orders that there may be. */
  readonly signs: readonly ComparisonSign[];
}

/** Smaller, equal, larger. */
export type ComparisonSign = -1 | 0 | 1;

export type State = Truth | Exact | ComparisonSign;
export type States = ReadonlyMap<Variable, State>;

export const always: Logic = { op: "known", truth: true };
export const never: Logic = { op: "known", truth: false };
export const unknownTruth: Logic = { op: "known", truth: null };

const inverted: Mapping = { whenTrue: false, whenFalse: true, whenUnknown: null };

/** The truth of a condition where the variables have these states. */
export function truthIn(logic: Logic, states: States): Truth {
  switch (logic.op) {
    case "known":
      return logic.truth;
    case "and":
      return decided(logic.parts, states, false);
    case "or":
      return decided(logic.parts, states, true);
    case "xor":
      return odd(logic.parts, states);
    case "mapped":
      return mapped(truthIn(logic.part, states), logic.to);
    case "chosen":
      return truthIn(truthIn(logic.condition, states) === true ? logic.then : logic.otherwise, states);
    case "atom":
      return states.get(logic.atom) as Truth;
    case "against": {
      if (truthIn(logic.unknown, states) === true) return null;
      return comparisonHolds(logic.operator, compareExact(states.get(logic.number) as Exact, logic.value));
    }
    case "ordered":
      if (truthIn(logic.unknown, states) === true) return null;
      return comparisonHolds(logic.operator, states.get(logic.order) as ComparisonSign);
  }
}

function mapped(truth: Truth, { whenTrue, whenFalse, whenUnknown }: Mapping): Truth {
  return truth === null ? whenUnknown : truth ? whenTrue : whenFalse;
}

/** AND is decided by one false part, OR by one true part. */
function decided(parts: readonly Logic[], states: States, decisive: boolean): Truth {
  let rest: Truth = !decisive;
  for (const part of parts) {
    const truth = truthIn(part, states);
    if (truth === decisive) return decisive;
    if (truth === null) rest = null;
  }
  return rest;
}

function odd(parts: readonly Logic[], states: States): Truth {
  let truth = false;
  for (const part of parts) {
    const one = truthIn(part, states);
    if (one === null) return null;
    truth = truth !== one;
  }
  return truth;
}

/** What is larger is not looked through: logic shares its parts, so walking it may take more than making it did. */
const largest = 20_000;

/** The variables that a condition's truth hangs on, and how many parts it has; undefined = it is too large. */
export function variablesOf(logic: Logic): { variables: Set<Variable>; size: number } | undefined {
  const variables = new Set<Variable>();
  let size = 0;
  const open: Logic[] = [logic];
  for (let one = open.pop(); one; one = open.pop()) {
    if (++size > largest) return undefined;
    const { variable, parts } = partsOf(one);
    if (variable) variables.add(variable);
    for (const part of parts) open.push(part);
  }
  return { variables, size };
}

function partsOf(logic: Logic): { variable?: Variable; parts: readonly Logic[] } {
  switch (logic.op) {
    case "known":
      return { parts: [] };
    case "and":
    case "or":
    case "xor":
      return { parts: logic.parts };
    case "mapped":
      return { parts: [logic.part] };
    case "chosen":
      return { parts: [logic.condition, logic.then, logic.otherwise] };
    case "atom":
      return { variable: logic.atom, parts: [] };
    case "against":
      return { variable: logic.number, parts: [logic.unknown] };
    case "ordered":
      return { variable: logic.order, parts: [logic.unknown] };
  }
}

/** What is known already is folded at once. */
export function all(parts: readonly Logic[]): Logic {
  return connected("and", parts, false);
}

export function any(parts: readonly Logic[]): Logic {
  return connected("or", parts, true);
}

function connected(op: "and" | "or", parts: readonly Logic[], decisive: boolean): Logic {
  const open: Logic[] = [];
  for (const part of parts) {
    if (part.op === "known" && part.truth === decisive) return part;
    if (part.op === "known" && part.truth === !decisive) continue;
    if (part.op === op) for (const inner of part.parts as Logic[]) open.push(inner);
    else open.push(part);
  }
  const [only] = open;
  if (!only) return { op: "known", truth: !decisive };
  return open.length === 1 ? only : { op, parts: open };
}

export function map(part: Logic, to: Mapping): Logic {
  return part.op === "known" ? { op: "known", truth: mapped(part.truth, to) } : { op: "mapped", part, to };
}

export function not(part: Logic): Logic {
  return map(part, inverted);
}

/** One where the condition is true, the other where it is false or UNKNOWN. */
export function chosen(condition: Logic, then: Logic, otherwise: Logic): Logic {
  if (condition.op === "known") return condition.truth === true ? then : otherwise;
  return { op: "chosen", condition, then, otherwise };
}
