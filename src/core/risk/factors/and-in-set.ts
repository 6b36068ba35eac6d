import { keyOf } from "../../schema/names.ts";
import { isTruth } from "../../sql/tree/every-row/truths.ts";
import type { Expression } from "../../sql/tree/expression.ts";
import type { ColumnAssignment } from "../../sql/tree/statement.ts";
import type { RiskFactor } from "../factor.ts";
import { dataStatements, writtenInTrees } from "../rows-written.ts";

export const andInSet: RiskFactor<"update"> = {
  id: "and-in-set",
  title: "AND where SET takes a comma",
  points: 25,
  why: "One column is set by `SET a = 1 AND b = 2`, to 0 or 1: what follows AND is compared, not assigned.",
  instead: "Write a comma between assignments; put a condition that is meant in parentheses.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/update.html"],
  examples: {
    risky: [
      "UPDATE users SET age = 1 AND name = 'a' WHERE id = 1",
      "UPDATE users SET age = 1 OR name = 'a' WHERE id = 1",
      "UPDATE users SET age = name = 'a' WHERE id = 1",
      "INSERT INTO users (id) VALUES (1) ON DUPLICATE KEY UPDATE age = 1 AND name = 'a'",
    ],
    safe: [
      "UPDATE users SET age = 1, name = 'a' WHERE id = 1 AND age = 2",
      "UPDATE users SET age = (name = 'a' AND id = 2) WHERE id = 1",
    ],
  },
  onlyWith: ["use"],
  kinds: ["update"],
  find({ clause }, { statement }) {
    if (!statement.uses.features.has("truth-in-set")) return undefined;
    const key = clause.target && keyOf(clause.target, statement.scope);
    const own = writtenInTrees(statement).filter((rows) => rows.key === key);
    const updates = own.flatMap(({ write }) => (write.kind === "update" ? write.assignments : []));
    const duplicates = dataStatements(statement).flatMap(({ statement: one }) =>
      one.kind === "insert" && keyOf(one.table, statement.scope) === key ? one.onDuplicate : [],
    );
    const slip = [...updates, ...duplicates].find(isSlip);
    if (slip?.column.kind !== "column") return undefined;
    return `${clause.table}.${slip.column.name} is set to whether all of it is true, and nothing else is set by it.`;
  },
};

/** A value and then comparisons, without the parentheses that somebody writes who means them. */
function isSlip({ value, enclosed }: ColumnAssignment): boolean {
  if (enclosed) return false;
  if (comparesColumn(value)) return true;
  if (value.kind !== "and" && value.kind !== "or" && value.kind !== "xor") return false;
  const [first, ...others] = value.operands;
  return first !== undefined && !isTruth(first) && others.some(comparesColumn);
}

function comparesColumn(node: Expression): boolean {
  return node.kind === "comparison" && node.operator === "=" && node.left.kind === "column";
}
