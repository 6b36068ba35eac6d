import type { Expression } from "../expression.ts";
import { type Resolution, resolvedColumn } from "../resolve/resolve.ts";

/**
 * `a IS NULL` of a date that is NOT NULL finds the rows with zero dates (manual 14.4.2): where it is the whole condition
 * or one of those that AND joins, as MySQL 9.7 was seen to do. Anywhere else it is false.
 */
export function findsZeroDates(condition: Expression, resolution: Resolution): boolean {
  const test = withoutDoubleNots(condition);
  if (test.kind === "call" && test.name === "ISNULL" && !test.foreign)
    return isDate(test.operands[0], resolution);
  return test.kind === "is" && !test.negated && test.what === "null" && isDate(test.operand, resolution);
}

function withoutDoubleNots(node: Expression): Expression {
  return node.kind === "not" && node.operand.kind === "not" ? withoutDoubleNots(node.operand.operand) : node;
}

function isDate(node: Expression | undefined, resolution: Resolution): boolean {
  const resolved = node?.kind === "column" ? resolvedColumn(resolution, node) : undefined;
  const column = resolved?.kind === "column" ? resolved.column : undefined;
  return column?.nullable === false && /^(date|datetime)$/.test(column.type?.name ?? "");
}
