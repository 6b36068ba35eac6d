import type { Expression } from "../expression.ts";
import type { Range } from "../function-ranges.ts";
import { type Context, hangs, keyInContext } from "./context.ts";
import { rangeOfDays } from "./days.ts";
import type { NumberVariable } from "./logic.ts";
import { rangeAsNumber, rangeOf, storedColumn } from "./ranges.ts";

/** The number that an expression is, or that stands for its date; undefined = it is none that lies between constants. */
export function numberOf(node: Expression, context: Context): NumberVariable | undefined {
  const days = rangeOfDays(node, context.resolution, context.usual === "dated");
  if (days) return numberNamed(keyInContext(node, context), "temporal", days, node, context);
  const range = rangeOf(node, context);
  return range && numberNamed(keyInContext(node, context), range.family, range, node, context);
}

/** The number that the member or the bits of a column count as; undefined = it has none. */
export function memberNumber(node: Expression, context: Context): NumberVariable | undefined {
  const range = rangeAsNumber(storedColumn(node, context)?.type);
  return range && numberNamed(`number:${keyInContext(node, context)}`, range.family, range, node, context);
}

function numberNamed(
  key: string,
  family: NumberVariable["family"],
  { least, most }: Pick<Range, "least" | "most">,
  node: Expression,
  context: Context,
): NumberVariable {
  const known = context.numbers.get(key);
  if (known) return known;
  const whole = family === "integer";
  const number: NumberVariable = {
    kind: "number",
    ...{ family, whole, least, most },
    hangs: hangs(node, context),
    constants: [],
  };
  context.numbers.set(key, number);
  return number;
}
