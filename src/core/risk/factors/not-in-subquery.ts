import type { RiskFactor } from "../factor.ts";
import { says } from "../words.ts";

export const notInSubquery: RiskFactor = {
  id: "not-in-subquery",
  title: "NOT IN over a subquery",
  points: 15,
  why: "One NULL in the subquery's answer makes NOT IN true for no row at all, without an error.",
  instead: "Write NOT EXISTS.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/any-in-some-subqueries.html"],
  examples: {
    risky: ["DELETE FROM users WHERE id NOT IN (SELECT user_id FROM orders)"],
    safe: ["DELETE FROM users WHERE id NOT IN (1, 2)"],
  },
  kinds: ["update", "delete"],
  find: ({ table }, { statement }) =>
    says(statement, "NOT IN ( SELECT")
      ? `A NULL in the subquery would make this match no row of ${table}.`
      : undefined,
};
