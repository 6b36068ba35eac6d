import { add, between, compareExact, type Exact, floor, integer, negate } from "../constant/exact.ts";
import type { Truth } from "../constant/value.ts";
import {
  all,
  always,
  type Logic,
  type NumberVariable,
  type Order,
  type State,
  truthIn,
  type Variable,
  variablesOf,
} from "./logic.ts";

/**
 * Of which rows a condition holds: of all, of none, of all or none of them whatever is in them, of all where something is
 * so that is the same for all of them and else it may choose, or it may choose.
 */
export type Choice = "every" | "none" | "all-or-none" | "all-or-some" | "some";

/** How much may still be tried for one question: parts times states. What is more is not tried, and then nothing is proven. */
export interface Work {
  left: number;
}

export function openWork(): Work {
  return { left: 1_000_000 };
}

/** Tries every state of everything that the condition hangs on. `given` is false in no row. */
export function choiceOf(logic: Logic, work: Work, given: Logic = always): Choice {
  const found = variablesOf(given === always ? logic : all([logic, given]));
  const lists = [...(found?.variables ?? [])].map((variable) => ({ variable, states: statesOf(variable) }));
  const needed = lists.reduce(
    (product, { states }) => product * states.length,
    found?.size ?? Number.POSITIVE_INFINITY,
  );
  if (needed <= work.left / 4) {
    work.left -= needed;
    return tryAll(logic, lists, given);
  }
  return logic.op === "and" || logic.op === "or" ? choiceOfParts(logic.op, logic.parts, work) : "some";
}

interface Listed {
  readonly variable: Variable;
  readonly states: readonly State[];
}

/** What does not hang on the row is the outer loop: for each of its states all rows may fare alike. */
function tryAll(logic: Logic, lists: readonly Listed[], given: Logic): Choice {
  const outer = lists.filter(({ variable }) => !variable.hangs);
  const inner = lists.filter(({ variable }) => variable.hangs);
  const states = new Map<Variable, State>();
  const rivals = rivalsIn(lists);
  const seen = { all: false, none: false, some: false };
  for (const _ of combinationsOf(outer, states)) {
    const { all: isAll, none: isNone } = outcomes(logic, inner, states, { rivals, given });
    seen.some ||= isAll && isNone;
    seen.all ||= isAll && !isNone;
    seen.none ||= isNone && !isAll;
    if (seen.some && seen.all) return "all-or-some";
  }
  if (seen.some) return "some";
  return seen.all && seen.none ? "all-or-none" : seen.all ? "every" : "none";
}

/** Whether the condition is true in any of these states, and whether it is not in any. */
function outcomes(
  logic: Logic,
  lists: readonly Listed[],
  states: Map<Variable, State>,
  { rivals, given }: { rivals: readonly (readonly Order[])[]; given: Logic },
): { all: boolean; none: boolean } {
  const met = { all: false, none: false };
  for (const _ of combinationsOf(lists, states)) {
    if (rivals.some((orders) => areAllEqual(orders, states))) continue;
    if (given !== always && truthIn(given, states) === false) continue;
    if (truthIn(logic, states) === true) met.all = true;
    else met.none = true;
    if (met.all && met.none) return met;
  }
  return met;
}

/** Pairs of orders of which only one can be "equal": the same value against two different texts. */
function rivalsIn(lists: readonly Listed[]): (readonly Order[])[] {
  const orders = lists.flatMap(({ variable }) =>
    variable.kind === "order" && variable.text ? [variable] : [],
  );
  return orders.flatMap((a, i) =>
    orders
      .slice(i + 1)
      .filter((b) => a.text?.of === b.text?.of && a.text?.constant !== b.text?.constant)
      .map((b) => [a, b]),
  );
}

function areAllEqual(orders: readonly Order[], states: ReadonlyMap<Variable, State>): boolean {
  return orders.every((order) => states.get(order) === 0);
}

/** Sets the states to one combination after the other. */
function* combinationsOf(lists: readonly Listed[], into: Map<Variable, State>): Generator<void> {
  const places = lists.map(() => 0);
  for (const { variable, states } of lists) into.set(variable, states[0] as State);
  for (;;) {
    yield;
    let at = 0;
    for (; at < lists.length; at++) {
      const { variable, states } = lists[at] as Listed;
      const next = ((places[at] as number) + 1) % states.length;
      places[at] = next;
      into.set(variable, states[next] as State);
      if (next > 0) break;
    }
    if (at === lists.length) return;
  }
}

/** Parts that share no variable are judged one by one. */
function choiceOfParts(op: "and" | "or", parts: readonly Logic[], work: Work): Choice {
  const groups = groupsOf(parts);
  if (!groups || groups.length === 1) return "some";
  const decisive: Choice = op === "and" ? "none" : "every";
  const idle: Choice = op === "and" ? "every" : "none";
  const choices: Choice[] = [];
  for (const group of groups) {
    const [only] = group;
    const choice = choiceOf(only && group.length === 1 ? only : { op, parts: group }, work);
    if (choice === decisive) return decisive;
    if (choice !== idle) choices.push(choice);
  }
  if (choices.length === 0) return idle;
  if (choices.every((choice) => choice === "all-or-none")) return "all-or-none";
  const mayBeAll = ({ length }: readonly Choice[]) => (op === "and" ? length === choices.length : length > 0);
  return mayBeAll(choices.filter((choice) => choice !== "some")) ? "all-or-some" : "some";
}

/** undefined = a part is too large to be looked through. */
function groupsOf(parts: readonly Logic[]): readonly (readonly Logic[])[] | undefined {
  const leaders = new Map<Variable, number>();
  const group = parts.map((_, i) => i);
  for (const [i, part] of parts.entries()) {
    const found = variablesOf(part);
    if (!found) return undefined;
    for (const variable of found.variables) {
      const other = leaders.get(variable);
      if (other === undefined) leaders.set(variable, i);
      else group[leaderOf(group, i)] = leaderOf(group, other);
    }
  }
  const groups = new Map<number, Logic[]>();
  for (const [i, part] of parts.entries()) {
    const leader = leaderOf(group, i);
    const known = groups.get(leader);
    if (known) known.push(part);
    else groups.set(leader, [part]);
  }
  return [...groups.values()];
}

/** Union-find: who leads the group, with the way there halved. */
function leaderOf(group: number[], member: number): number {
  let at = member;
  for (let next = group[at] as number; next !== at; next = group[at] as number) {
    group[at] = group[next] as number;
    at = next;
  }
  return at;
}

const truths: readonly Truth[] = [true, false];
const truthsAndUnknown: readonly Truth[] = [true, false, null];

function statesOf(variable: Variable): readonly State[] {
  switch (variable.kind) {
    case "atom":
      return variable.mayBeUnknown ? truthsAndUnknown : truths;
    case "order":
      return variable.signs;
    case "number":
      return numbersOf(variable);
  }
}

/** One number for each constant and for each stretch between them, as far as the type has any there. */
function numbersOf({ constants, whole, least, most }: NumberVariable): readonly Exact[] {
  const sorted = [...constants].sort(compareExact);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last) return [least ?? most ?? integer(0)];
  const one = integer(1);
  const near = whole
    ? sorted
        .flatMap((value) => [integer(floor(value)), integer(-floor(negate(value)))])
        .flatMap((value) => [add(value, negate(one)), value, add(value, one)])
    : [
        add(first, negate(one)),
        ...sorted,
        ...sorted.slice(1).map((value, i) => between(sorted[i] as Exact, value)),
        add(last, one),
      ];
  const ends = [least, most].filter((end) => end !== undefined);
  const fitting = [...near, ...ends].filter(
    (value) => !(least && compareExact(value, least) < 0) && !(most && compareExact(value, most) > 0),
  );
  const distinct = fitting
    .sort(compareExact)
    .filter((value, i) => i === 0 || compareExact(value, fitting[i - 1] as Exact) !== 0);
  return distinct.length > 0 ? distinct : [integer(0)];
}
