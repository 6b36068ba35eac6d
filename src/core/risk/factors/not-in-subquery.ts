import { evaluate } from "../../sql/tree/constant/evaluate.ts";
import { truthOf } from "../../sql/tree/constant/value.ts";
import { answerHoldsNull } from "../../sql/tree/every-row/answer-holds-null.ts";
import type { Expression } from "../../sql/tree/expression.ts";
import type { Query } from "../../sql/tree/query.ts";
import { expressionsIn } from "../../sql/tree/walk.ts";
import { conditionsOf } from "../conditions.ts";
import type { RiskFactor } from "../factor.ts";
import { rowsWrittenBy } from "../rows-written.ts";

export const notInSubquery: RiskFactor<"update" | "delete"> = {
  id: "not-in-subquery",
  title: "NOT IN over a subquery",
  points: 15,
  why: "One NULL in the subquery's answer makes NOT IN true for no row at all, without an error.",
  instead: "Write NOT EXISTS.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/any-in-some-subqueries.html"],
  examples: {
    risky: [
      "DELETE FROM orders WHERE user_id NOT IN (SELECT age FROM users)",
      "DELETE FROM notes WHERE id NOT IN (SELECT u.id FROM orders o LEFT JOIN users u ON u.id = o.id)",
      "DELETE FROM orders WHERE user_id <> ALL (SELECT age FROM users)",
      "DELETE FROM orders WHERE NOT (user_id IN (SELECT age FROM users))",
      "DELETE FROM orders WHERE (user_id IN (SELECT age FROM users)) = 0",
    ],
    safe: [
      "DELETE FROM users WHERE id NOT IN (1, 2)",
      "DELETE FROM users WHERE id NOT IN (SELECT user_id FROM orders)",
      "DELETE FROM orders WHERE user_id NOT IN (SELECT o.user_id FROM orders o)",
      "DELETE FROM orders WHERE user_id NOT IN (SELECT age FROM users WHERE age IS NOT NULL)",
    ],
  },
  onlyWith: ["use"],
  kinds: ["update", "delete"],
  find({ clause }, { statement }) {
    if (!statement.uses.features.has("subquery")) return undefined;
    const rows = rowsWrittenBy(clause, statement);
    if (!rows || rows.picks !== undefined) return undefined;
    const conditions = conditionsOf(rows.write);
    const queries = conditions.flatMap((condition) => [...expressionsIn(condition)].flatMap(soughtInVain));
    return queries.some((query) => answerHoldsNull(query, rows.resolution))
      ? `A NULL in the subquery would make this match no row of ${clause.table}.`
      : undefined;
  },
};

/** The query whose answer a value must not be in: NOT IN, `<> ALL`, and IN under NOT or IS FALSE. */
function soughtInVain(node: Expression): readonly Query[] {
  switch (node.kind) {
    case "in-subquery":
      return node.negated ? [node.query] : [];
    case "quantified":
      return node.operator === "<>" && node.quantifier === "all" ? [node.query] : [];
    case "not":
      return sought(node.operand);
    case "is":
      return node.what === "false" && !node.negated ? sought(node.operand) : [];
    case "comparison":
      return isZero(node.right) ? soughtIfEqual(node.operator, node.left) : [];
    default:
      return [];
  }
}

/** `(a IN (…)) = 0` */
function soughtIfEqual(operator: string, node: Expression): readonly Query[] {
  return operator === "=" ? sought(node) : [];
}

function isZero(node: Expression | undefined): boolean {
  const known = node && evaluate(node);
  return known !== undefined && known.type !== "null" && truthOf(known) === false;
}

/** The query whose answer a value has to be in. */
function sought(node: Expression): readonly Query[] {
  if (node.kind === "in-subquery") return node.negated ? [] : [node.query];
  return node.kind === "quantified" && node.operator === "=" && node.quantifier === "any" ? [node.query] : [];
}
