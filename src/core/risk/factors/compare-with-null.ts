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
    ],
    safe: [
      "DELETE FROM users WHERE name IS NULL",
      "UPDATE users SET name = NULL WHERE id = 1",
      "DELETE FROM users WHERE name <=> NULL",
    ],
  },
  kinds: ["update", "delete"],
  find({ clause }, { statement }) {
    const write = rowsWrittenBy(clause, statement)?.write;
    const conditions = write ? conditionsOf(write) : [];
    const compares = conditions.some((condition) => [...expressionsIn(condition)].some(comparesWithNull));
    return compares ? `What is compared with NULL is true for no row of ${clause.table}.` : undefined;
  },
};

function comparesWithNull(node: Expression): boolean {
  switch (node.kind) {
    case "comparison":
      return node.operator !== "<=>" && (isNull(node.left) || isNull(node.right));
    case "in-list":
      return isNull(node.value) || node.list.some(isNull);
    case "between":
      return isNull(node.low) || isNull(node.high);
    default:
      return false;
  }
}

function isNull(node: Expression): boolean {
  return evaluate(node)?.type === "null";
}
