import { findColumn } from "../../schema/table.ts";
import type { RiskContext, RiskFactor } from "../factor.ts";
import { knownTable } from "../known-table.ts";
import { says, tokensOf } from "../words.ts";

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
    ],
    safe: [
      "DELETE FROM users WHERE id NOT IN (1, 2)",
      "DELETE FROM users WHERE id NOT IN (SELECT user_id FROM orders)",
    ],
  },
  kinds: ["update", "delete"],
  words: ["SELECT"],
  find: ({ clause: { table } }, context) =>
    says(context.statement, "NOT IN ( SELECT") && !allHaveValues(context)
      ? `A NULL in the subquery would make this match no row of ${table}.`
      : undefined,
};

/** Each of them reads one column, which is NOT NULL, of one table. */
function allHaveValues(context: RiskContext): boolean {
  const tokens = tokensOf(context.statement);
  const at = (i: number) => tokens[i]?.upper;
  const starts = [...tokens.keys()].filter(
    (i) => at(i) === "NOT" && at(i + 1) === "IN" && at(i + 3) === "SELECT",
  );
  return starts.every((i) => {
    const [column, from, first, dot] = tokens.slice(i + 4, i + 8);
    const database = dot?.value === "." ? first?.value : undefined;
    const [table, end] = tokens.slice(database === undefined ? i + 6 : i + 8);
    if (from?.upper !== "FROM" || !column || !table || (end?.value !== ")" && end?.upper !== "WHERE"))
      return false;
    const known = knownTable({ database, table: table.value }, context);
    return known !== undefined && findColumn(known, column.value)?.nullable === false;
  });
}
