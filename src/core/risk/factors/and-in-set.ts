import { isTruth } from "../../sql/tree/every-row/truths.ts";
import type { Expression } from "../../sql/tree/expression.ts";
import type { ColumnAssignment } from "../../sql/tree/statement.ts";
import type { RiskFactor } from "../factor.ts";
import { rowsWrittenBy } from "../rows-written.ts";

export const andInSet: RiskFactor<"update"> = {
  id: "and-in-set",
  title: "AND where SET takes a comma",
  points: 25,
  why: "One column is set by `SET a = 1 AND b = 2`, to 0 or 1: what follows AND is compared, not assigned.",
  instead: "Write a comma between assignments; put a condition that is meant in parentheses.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/update.html"],
  examples: {
    risky: ["UPDATE users SET age = 1 AND name = 'a' WHERE id = 1"],
    safe: [
      "UPDATE users SET age = 1, name = 'a' WHERE id = 1 AND age = 2",
      "UPDATE users SET age = (name = 'a' AND id = 2) WHERE id = 1",
    ],
  },
  kinds: ["update"],
  find({ clause }, { statement }) {
    if (!statement.uses.features.has("truth-in-set")) return undefined;
    const write = rowsWrittenBy(clause, statement)?.write;
    if (write?.kind !== "update") return undefined;
    const slip = write.assignments.find((assignment) => isSlip(assignment));
    if (slip?.column.kind !== "column") return undefined;
    return `${clause.table}.${slip.column.name} is set to whether all of it is true, and nothing else is set by it.`;
  },
};

/** A value and then comparisons, without the parentheses that somebody writes who means them. */
function isSlip({ value, enclosed }: ColumnAssignment): boolean {
  if (value.kind !== "and" || enclosed) return false;
  const [first, ...others] = value.operands;
  return first !== undefined && !isTruth(first) && others.some(comparesColumn);
}

function comparesColumn(node: Expression): boolean {
  return node.kind === "comparison" && node.operator === "=" && node.left.kind === "column";
}
