import type { ComparisonOperator } from "../nodes/predicates.ts";
import { compareValues, type Truth, type Value } from "./value.ts";

/** The truth of a comparison of two values; undefined = a collation decides. */
export function compare(operator: ComparisonOperator, a: Value, b: Value): Truth | undefined {
  if (a.type === "null" || b.type === "null") return operator === "<=>" ? a.type === b.type : null;
  const order = compareValues(a, b);
  return order === undefined ? undefined : comparisonHolds(operator, order);
}

/** Whether a comparison holds of what is smaller (-1), equal (0) or larger (1). */
export function comparisonHolds(operator: ComparisonOperator, order: -1 | 0 | 1): boolean {
  switch (operator) {
    case "=":
    case "<=>":
      return order === 0;
    case "<>":
      return order !== 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
  }
}
