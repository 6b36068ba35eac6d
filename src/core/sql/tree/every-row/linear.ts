import { evaluate } from "../constant/evaluate.ts";
import { add, type Exact, integer, negate } from "../constant/exact.ts";
import type { Expression } from "../expression.ts";
import { valueTypeOf } from "../value-type.ts";
import type { Context } from "./context.ts";

/** A number as another one and what is added to it: `id + 2 - 5` is `id` and -3. What leaves a type's range is an error. */
export interface Linear {
  readonly base: Expression;
  readonly offset: Exact;
}

const zero = integer(0);

export function linear(node: Expression, { resolution }: Context): Linear {
  const whole: Linear = { base: node, offset: zero };
  if (node.kind !== "arithmetic" || !node.operators.every((operator) => operator === "+" || operator === "-"))
    return whole;
  let base: Expression | undefined;
  let offset = zero;
  for (const [i, operand] of node.operands.entries()) {
    const subtracted = node.operators[i - 1] === "-";
    const value = evaluate(operand);
    if (value?.type === "exact") offset = add(offset, subtracted ? negate(value.value) : value.value);
    else if (base || subtracted) return whole;
    else base = operand;
  }
  if (!base) return whole;
  const { family } = valueTypeOf(base, resolution);
  return family === "integer" || family === "decimal" ? { base, offset } : whole;
}
