import type { RiskFactor } from "../factor.ts";

export const addUnique: RiskFactor = {
  id: "add-unique",
  title: "Demands unique values in a table that has rows",
  points: 30,
  why: "Two rows with the same value (also `a` and `A` under a case-insensitive collation) make the migration fail (error 1062).",
  instead: "Look for duplicates first: `SELECT a, COUNT(*) FROM t GROUP BY a HAVING COUNT(*) > 1 LIMIT 1`.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html"],
  examples: {
    risky: ["ALTER TABLE users ADD UNIQUE (email)", "CREATE UNIQUE INDEX one_mail ON users (email)"],
    safe: ["ALTER TABLE users ADD INDEX (email)", "CREATE TABLE fresh (id INT PRIMARY KEY, a INT UNIQUE)"],
  },
  kinds: ["add-index", "modify-column"],
  find: ({ kind, table, indexDefinition, definition }) =>
    (kind === "add-index" && indexDefinition?.kind === "unique") ||
    (kind === "modify-column" && definition?.inline.unique)
      ? `${table} must hold no duplicates for this to succeed.`
      : undefined,
};
