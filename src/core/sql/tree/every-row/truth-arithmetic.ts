import { childrenOf } from "../children.ts";
import { evaluate } from "../constant/evaluate.ts";
import type { Expression, OfKind } from "../expression.ts";
import { nullAt, oneAt, zeroAt } from "./literals.ts";
import { chosen, type Logic, map } from "./logic.ts";
import { isTruth } from "./truths.ts";

/** More truths than this in one expression are not tried, each with its three values. */
const most = 4;

/**
 * `(a IS NULL) + (b = 1)`, `GREATEST(a = 1, b = 2)`: what is made of nothing but truths and constants is tried with each
 * value of them; undefined = it is made of more. `of` is asked for the logic of what stands for a constant.
 */
export function byTruths(
  node: Expression,
  ask: (node: Expression) => Logic,
  of: (constant: Expression) => Logic,
): Logic | undefined {
  const truths = isMade(node) ? truthsIn(node) : undefined;
  return truths && truths.length > 0 && truths.length <= most ? tried(node, truths, ask, of) : undefined;
}

function tried(
  node: Expression,
  [truth, ...others]: readonly Expression[],
  ask: (node: Expression) => Logic,
  of: (constant: Expression) => Logic,
): Logic {
  if (!truth) return of(node);
  const as = (value: Expression) => tried(replaced(node, truth, value), others, ask, of);
  const logic = ask(truth);
  const isUnknown = map(logic, { whenTrue: false, whenFalse: false, whenUnknown: true });
  return chosen(logic, as(oneAt(truth)), chosen(isUnknown, as(nullAt(truth)), as(zeroAt(truth))));
}

type Made = OfKind<"arithmetic"> | OfKind<"sign"> | OfKind<"call">;

/** What is computed of truths as of the numbers 1 and 0. */
function isMade(node: Expression): node is Made {
  if (node.kind === "call") return !node.foreign && /^(ABS|GREATEST|LEAST|SIGN)$/.test(node.name);
  return node.kind === "arithmetic" || (node.kind === "sign" && node.operator !== "binary");
}

/** undefined = there is more in it than truths and constants. */
function truthsIn(node: Expression): readonly Expression[] | undefined {
  if (evaluate(node)) return [];
  if (isTruth(node)) return [node];
  if (!isMade(node)) return undefined;
  const found: Expression[] = [];
  for (const operand of childrenOf(node).expressions) {
    const truths = truthsIn(operand);
    if (!truths || found.length + truths.length > most) return undefined;
    found.push(...truths);
  }
  return found;
}

function replaced(node: Expression, truth: Expression, value: Expression): Expression {
  if (node === truth) return value;
  if (!isMade(node)) return node;
  return node.kind === "sign"
    ? { ...node, operand: replaced(node.operand, truth, value) }
    : { ...node, operands: node.operands.map((operand) => replaced(operand, truth, value)) };
}
