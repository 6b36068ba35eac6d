import type { Change, DescribedStatement } from "../../change/change.ts";
import { buildColumn } from "../../schema/column.ts";
import { inlineIndexes } from "../../schema/default-names.ts";
import { findColumn, foldName } from "../../schema/table.ts";
import type { ColumnDefinition } from "../../sql/definition.ts";
import { quoteTable } from "../../sql/write/quote.ts";
import { canBeAsked } from "../checks/can-be-asked.ts";
import { columnsOf, findDuplicates } from "../checks/find-duplicates.ts";
import type { RiskContext, RiskFactor } from "../factor.ts";
import { knownTable } from "../known-table.ts";

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
      "ALTER TABLE users ADD code INT, ADD UNIQUE (code)",
      "CREATE TABLE fresh (id INT PRIMARY KEY, a INT UNIQUE)",
    ],
  },
  kinds: ["add-index", "modify-column", "add-column"],
  find: (change, { statement }) =>
    demandsUnique(change) && !isOverNulls(change, statement)
      ? `${change.table} must hold no duplicates for this to succeed.`
      : undefined,
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
  return kind === "modify-column" || fillsAlike(definition);
}

/** Whether the rows that are there get one and the same value, and not NULL, for the new column. */
function fillsAlike(column: ColumnDefinition): boolean {
  const { autoIncrement, generated, defaultIsExpression } = column;
  return !(isNull(column) || autoIncrement || generated || defaultIsExpression);
}

/** Rows with a NULL in the key are equal to none, and a column that the same statement adds may hold nothing else. */
function isOverNulls({ indexDefinition }: Change, { changes }: DescribedStatement): boolean {
  const columns = new Set(indexDefinition?.parts.map(({ column = "" }) => foldName(column)));
  return changes.some(
    ({ kind, definition }) =>
      kind === "add-column" &&
      definition !== undefined &&
      columns.has(foldName(definition.name)) &&
      isNull(definition),
  );
}

function isNull({ nullable, default: value = "NULL", generated, autoIncrement }: ColumnDefinition): boolean {
  return nullable !== false && value.toUpperCase() === "NULL" && !generated && !autoIncrement;
}

/** What MODIFY makes of the values is not what can be looked at now. */
function keepsValues({ kind, target, column, definition }: Change, context: RiskContext): boolean {
  if (kind !== "modify-column" || !definition) return true;
  const table = knownTable(target, context);
  if (!table) return false;
  const old = findColumn(table, column ?? "");
  return (
    old !== undefined && JSON.stringify(old.type) === JSON.stringify(buildColumn(definition, table).type)
  );
}
