import type { Change } from "../../change/change.ts";
import { foldName } from "../../schema/table.ts";
import { findRow } from "../checks/find-row.ts";
import { plainSql } from "../checks/plain-sql.ts";
import type { RiskContext, RiskFactor } from "../factor.ts";
import { knownTable } from "../known-table.ts";
import { says } from "../words.ts";

export const addCheck: RiskFactor = {
  id: "add-check",
  title: "Adds a CHECK constraint",
  points: 30,
  why: "A row that breaks the condition makes the migration fail (error 3819), and the table is copied to find out.",
  instead: "Look for such rows first, or add it NOT ENFORCED and enforce it later.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/create-table-check-constraints.html"],
  examples: {
    risky: [
      "ALTER TABLE users ADD CONSTRAINT grown CHECK (age > 5)",
      "ALTER TABLE orders ALTER CHECK positive ENFORCED",
    ],
    safe: ["ALTER TABLE users ADD CONSTRAINT grown CHECK (age > 5) NOT ENFORCED"],
  },
  kinds: ["add-check", "alter-check"],
  find: ({ kind, table, check }, { statement }) =>
    (kind === "add-check" && check?.enforced !== false) ||
    (kind === "alter-check" && !says(statement, "NOT ENFORCED"))
      ? `Every row of ${table} must satisfy the condition.`
      : undefined,
  check(change, context) {
    const expression = expressionOf(change, context);
    const condition = expression && plainSql(expression, context.statement.mode);
    return change.target && condition && findRow(change.target, `NOT ${condition}`);
  },
};

function expressionOf({ kind, check, target, index }: Change, context: RiskContext): string | undefined {
  if (kind === "add-check") return check?.expression;
  const known = knownTable(target, context)?.checks;
  return known?.find(({ name }) => foldName(name) === foldName(check?.name ?? index ?? ""))?.expression;
}
