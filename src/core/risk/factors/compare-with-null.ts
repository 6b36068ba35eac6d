import { evaluate } from "../../sql/tree/constant/evaluate.ts";
import type { Expression } from "../../sql/tree/expression.ts";
import { expressionsIn } from "../../sql/tree/walk.ts";
import { conditionsOf } from "../conditions.ts";
import type { RiskFactor } from "../factor.ts";
import { rowsWrittenBy } from "../rows-written.ts";

export const compareWithNull: RiskFactor<"update" | "delete"> = {
  id: "compare-with-null",
  title: "Compares with NULL",
  points: 10,
  why: "NULL equals nothing and differs from nothing: such a comparison is true for no row, and a NULL in NOT IN makes the whole of it true for none.",
  instead: "Write IS NULL, IS NOT NULL or <=>.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/working-with-null.html"],
  examples: {
    risky: [
      "DELETE FROM users WHERE name = NULL",
      "UPDATE users SET age = 1 WHERE name <> NULL",
      "DELETE FROM users WHERE age NOT IN (1, NULL)",
      "DELETE FROM users WHERE (age, id) = (NULL, 1)",
      "DELETE FROM users WHERE name LIKE NULL",
    ],
    safe: [
      "DELETE FROM users WHERE name IS NULL",
      "UPDATE users SET name = NULL WHERE id = 1",
      "DELETE FROM users WHERE name <=> NULL",
    ],
  },
  kinds: ["update", "delete"],
  find({ clause }, { statement }) {
    const rows = rowsWrittenBy(clause, statement);
    if (!rows || rows.picks !== undefined) return undefined;
    const conditions = conditionsOf(rows.write);
    const compares = conditions.some((condition) => [...expressionsIn(condition)].some(comparesWithNull));
    return compares ? `What is compared with NULL is true for no row of ${clause.table}.` : undefined;
  },
};

function comparesWithNull(node: Expression): boolean {
  switch (node.kind) {
    case "comparison":
      return node.operator !== "<=>" && (holdsNull(node.left) || holdsNull(node.right));
    case "like":
    case "regexp":
      return isNull(node.value) || isNull(node.pattern);
    case "in-list":
      return holdsNull(node.value) || node.list.some(holdsNull);
    case "between":
      return isNull(node.low) || isNull(node.high);
    default:
      return false;
  }
}

/** A row is equal to no other where one of its parts is NULL. */
function holdsNull(node: Expression): boolean {
  return node.kind === "row" ? node.operands.some(holdsNull) : isNull(node);
}

function isNull(node: Expression): boolean {
  return evaluate(node)?.type === "null";
}
