import type { DescribedStatement } from "../../change/change.ts";
import { buildColumn } from "../../schema/column.ts";
import { inlineIndexes } from "../../schema/default-names.ts";
import { findColumn } from "../../schema/table.ts";
import type { ClauseOf } from "../../sql/clause.ts";
import type { ColumnDefinition, IndexPart } from "../../sql/definition.ts";
import { foldName } from "../../sql/fold-name.ts";
import { quoteTable } from "../../sql/write/quote.ts";
import { canBeAsked } from "../checks/can-be-asked.ts";
import { columnsOf, findDuplicates } from "../checks/find-duplicates.ts";
import type { RiskContext, RiskFactor } from "../factor.ts";
import { knownTable } from "../known-table.ts";

export const addUnique: RiskFactor<"add-index" | "modify-column" | "add-column"> = {
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
  find: ({ clause, isPart }, { statement }) =>
    !isPart && demandsUnique(clause) && !isOverNulls(clause, statement)
      ? `${clause.table} must hold no duplicates for this to succeed.`
      : undefined,
  check({ clause }, context) {
    const { target } = clause;
    // The rows that are there all get the same value.
    if (clause.kind === "add-column") return `SELECT 1 FROM ${quoteTable(target)} LIMIT 1, 1`;
    const parts = keyParts(clause);
    if (!canBeAsked(target, columnsOf(parts), context) || !keepsValues(clause, context)) return undefined;
    return findDuplicates(target, parts, context.statement.mode);
  },
};

type Demanding = ClauseOf<"add-index" | "modify-column" | "add-column">;

function demandsUnique(clause: Demanding): boolean {
  if (clause.kind === "add-index") return clause.indexDefinition.kind === "unique";
  if (!clause.definition.inline.unique) return false;
  return clause.kind === "modify-column" || fillsAlike(clause.definition);
}

function keyParts(clause: ClauseOf<"add-index" | "modify-column">): readonly IndexPart[] {
  if (clause.kind === "add-index") return clause.indexDefinition.parts;
  return inlineIndexes(clause.definition)[0]?.parts ?? [];
}

/** Whether the rows that are there get one and the same value, and not NULL, for the new column. */
function fillsAlike(column: ColumnDefinition): boolean {
  const { autoIncrement, generated, defaultIsExpression } = column;
  return !(isNull(column) || autoIncrement || generated || defaultIsExpression);
}

/** Rows with a NULL in the key are equal to none, and a column that the same statement adds may hold nothing else. */
function isOverNulls(clause: Demanding, { changes }: DescribedStatement): boolean {
  if (clause.kind !== "add-index") return false;
  const columns = new Set(clause.indexDefinition.parts.map(({ column = "" }) => foldName(column)));
  return changes.some(
    ({ clause: other }) =>
      other.kind === "add-column" && columns.has(foldName(other.definition.name)) && isNull(other.definition),
  );
}

function isNull({ nullable, default: value = "NULL", generated, autoIncrement }: ColumnDefinition): boolean {
  return nullable !== false && value.toUpperCase() === "NULL" && !generated && !autoIncrement;
}

/** What MODIFY makes of the values is not what can be looked at now. */
function keepsValues(clause: Demanding, context: RiskContext): boolean {
  if (clause.kind !== "modify-column") return true;
  const { target, column, definition } = clause;
  const table = knownTable(target, context);
  if (!table) return false;
  const old = findColumn(table, column);
  return (
    old !== undefined && JSON.stringify(old.type) === JSON.stringify(buildColumn(definition, table).type)
  );
}
