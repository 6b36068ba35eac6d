import type { ClauseOf } from "../../sql/clause.ts";
import { foldName } from "../../sql/fold-name.ts";
import { columnsNamed, definedExpression } from "../../sql/grammar/defined-expression.ts";
import { canBeAsked } from "../checks/can-be-asked.ts";
import { findRow } from "../checks/find-row.ts";
import { plainSql } from "../checks/plain-sql.ts";
import type { RiskContext, RiskFactor } from "../factor.ts";
import { knownTable } from "../known-table.ts";

export const addCheck: RiskFactor<"add-check" | "alter-check"> = {
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
      "ALTER TABLE users MODIFY age INT CHECK (age > 5)",
    ],
    safe: ["ALTER TABLE users ADD CONSTRAINT grown CHECK (age > 5) NOT ENFORCED"],
  },
  kinds: ["add-check", "alter-check"],
  find: ({ clause }) =>
    isEnforced(clause) ? `Every row of ${clause.table} must satisfy the condition.` : undefined,
  check(change, context) {
    const { target } = change.clause;
    const { mode } = context.statement;
    const text = expressionOf(change.clause, context);
    const expression = text === undefined ? undefined : definedExpression(text, mode);
    const mayAsk = expression && canBeAsked(target, [...columnsNamed(expression)], context);
    const condition = mayAsk && text !== undefined ? plainSql(text, mode) : undefined;
    return condition && findRow(target, `NOT ${condition}`);
  },
};

type Check = ClauseOf<"add-check" | "alter-check">;

function isEnforced(clause: Check): boolean {
  return clause.kind === "add-check" ? clause.check.enforced : clause.enforced;
}

function expressionOf(clause: Check, context: RiskContext): string | undefined {
  if (clause.kind === "add-check") return clause.check.expression;
  const known = knownTable(clause.target, context)?.checks;
  return known?.find(({ name }) => foldName(name) === foldName(clause.constraint))?.expression;
}
