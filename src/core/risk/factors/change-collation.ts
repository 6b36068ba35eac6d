import { buildColumn } from "../../schema/column.ts";
import { findColumn, type Index, indexesOn } from "../../schema/table.ts";
import type { ClauseOf } from "../../sql/clause.ts";
import { quoteName, quoteTable } from "../../sql/write/quote.ts";
import type { RiskContext, RiskFactor } from "../factor.ts";
import { knownTable } from "../known-table.ts";

export const changeCollation: RiskFactor<"modify-column"> = {
  id: "change-collation",
  title: "Changes how text compares",
  points: 20,
  why: "Under another collation a unique key may find equals (error 1062), searches find other rows, and a join with a column of the old collation no longer uses an index or fails (error 1267).",
  instead:
    "Change the columns that are compared with each other together, and look for values that become equal.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/charset-collation-effect.html"],
  examples: {
    risky: [
      "ALTER TABLE labels MODIFY name VARCHAR(50) COLLATE utf8mb4_general_ci NOT NULL",
      "ALTER TABLE labels MODIFY name VARCHAR(50) NOT NULL",
    ],
    safe: [
      "ALTER TABLE labels MODIFY name VARCHAR(60) COLLATE utf8mb4_bin NOT NULL",
      "ALTER TABLE users MODIFY age BIGINT",
    ],
  },
  kinds: ["modify-column"],
  find({ clause }, context) {
    const { from, to } = collations(clause, context) ?? {};
    return from === undefined || to === undefined || from === to
      ? undefined
      : `${clause.table}.${clause.column} is compared by ${to} and no longer by ${from}.`;
  },
  check({ clause }, context) {
    const { to, unique } = collations(clause, context) ?? {};
    const { target, column } = clause;
    if (!unique || to === undefined || !/^\w+$/.test(to)) return undefined;
    const values = unique.parts.map(({ column: part = "", length }) => {
      const name = length === undefined ? quoteName(part) : `LEFT(${quoteName(part)}, ${length})`;
      return part.toLowerCase() === column.toLowerCase() ? `${name} COLLATE ${to}` : name;
    });
    const known = values.map((value) => `${value} IS NOT NULL`).join(" AND ");
    return `SELECT ${values.join(", ")} FROM ${quoteTable(target)} WHERE ${known} GROUP BY ${values.join(", ")} HAVING COUNT(*) > 1 LIMIT 1`;
  },
};

interface Collations {
  from: string | undefined;
  to: string | undefined;
  /** A unique key that the column is in. */
  unique: Index | undefined;
}

/** Of one character set: another one is another matter. */
function collations(
  { target, column, definition }: ClauseOf<"modify-column">,
  context: RiskContext,
): Collations | undefined {
  const table = knownTable(target, context);
  const old = table && findColumn(table, column);
  if (!old) return undefined;
  const { type } = buildColumn(definition, table);
  if (type.charset === undefined || type.charset !== old.type.charset) return undefined;
  const unique = indexesOn(table, column).find(({ kind, parts }) => {
    const plain = parts.every((part) => part.column !== undefined);
    return plain && (kind === "unique" || kind === "primary");
  });
  return { from: old.type.collation, to: type.collation, unique };
}
