import type { Change } from "../../change/change.ts";
import { findTable } from "../../schema/catalog.ts";
import { buildColumn } from "../../schema/column.ts";
import { inlineIndexes } from "../../schema/settle-names.ts";
import { findColumn } from "../../schema/table.ts";
import { quoteTable } from "../../sql/quote.ts";
import { canBeAsked } from "../checks/can-be-asked.ts";
import { columnsOf, findDuplicates } from "../checks/find-duplicates.ts";
import type { RiskContext, RiskFactor } from "../factor.ts";

export const addUnique: RiskFactor = {
  id: "add-unique",
  title: "Demands unique values in a table that has rows",
  points: 30,
  why: "Two rows with the same value (also `a` and `A` under a case-insensitive collation) make the migration fail (error 1062).",
  instead: "Look for duplicates first: `SELECT a, COUNT(*) FROM t GROUP BY a HAVING COUNT(*) > 1 LIMIT 1`.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html"],
  examples: {
    risky: [
      "ALTER TABLE users ADD UNIQUE (email)",
      "CREATE UNIQUE INDEX one_mail ON users (email)",
      "ALTER TABLE users MODIFY email VARCHAR(255) UNIQUE",
      "ALTER TABLE users ADD code INT NOT NULL DEFAULT 0 UNIQUE",
    ],
    safe: [
      "ALTER TABLE users ADD INDEX (email)",
      "ALTER TABLE users ADD code INT UNIQUE",
      "CREATE TABLE fresh (id INT PRIMARY KEY, a INT UNIQUE)",
    ],
  },
  kinds: ["add-index", "modify-column", "add-column"],
  find: (change) =>
    demandsUnique(change) ? `${change.table} must hold no duplicates for this to succeed.` : undefined,
  check(change, context) {
    const { kind, target, definition, indexDefinition } = change;
    // The rows that are there all get the same value.
    if (kind === "add-column") return target && `SELECT 1 FROM ${quoteTable(target)} LIMIT 1, 1`;
    const parts = indexDefinition?.parts ?? (definition && inlineIndexes(definition)[0]?.parts) ?? [];
    if (!canBeAsked(target, columnsOf(parts), context) || !keepsValues(change, context)) return undefined;
    return findDuplicates(target, parts, context.statement.mode);
  },
};

function demandsUnique({ kind, indexDefinition, definition }: Change): boolean {
  if (kind === "add-index") return indexDefinition?.kind === "unique";
  if (!definition?.inline.unique) return false;
  if (kind === "modify-column") return true;
  const { nullable, default: value = "NULL", autoIncrement, generated, defaultIsExpression } = definition;
  const empty = nullable !== false && value.toUpperCase() === "NULL";
  return !(empty || autoIncrement || generated || defaultIsExpression);
}

/** What MODIFY makes of the values is not what can be looked at now. */
function keepsValues({ kind, target, column, definition }: Change, { catalog }: RiskContext): boolean {
  if (kind !== "modify-column" || !definition) return true;
  const table = target && findTable(catalog, target);
  if (!table) return false;
  const old = findColumn(table, column ?? "");
  return (
    old !== undefined && JSON.stringify(old.type) === JSON.stringify(buildColumn(definition, table).type)
  );
}
