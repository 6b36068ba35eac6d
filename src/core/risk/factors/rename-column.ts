import type { RiskFactor } from "../factor.ts";

export const renameColumn: RiskFactor = {
  id: "rename-column",
  title: "Renames a column",
  points: 60,
  why: "The moment it runs, code, views and triggers that still use the old name fail.",
  instead:
    "Add the new column, write both, copy the old values, move the readers, drop the old column later.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/alter-table.html"],
  examples: {
    risky: ["ALTER TABLE t RENAME COLUMN a TO b", "ALTER TABLE t CHANGE a b INT"],
    safe: ["ALTER TABLE t CHANGE a a BIGINT"],
  },
  find: (change) =>
    change.kind === "rename-column"
      ? `The column ${change.table}.${change.column ?? ""} becomes ${change.to ?? "another"}.`
      : undefined,
};
