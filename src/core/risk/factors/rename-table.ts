import type { RiskFactor } from "../factor.ts";

export const renameTable: RiskFactor = {
  id: "rename-table",
  title: "Renames a table",
  points: 60,
  why: "The moment it runs, code that still uses the old name fails; there is no order of deploying that avoids it.",
  instead: "Create the new name beside the old one (a view will do), move the code, drop the old name later.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/rename-table.html"],
  examples: {
    risky: ["RENAME TABLE t TO t2", "ALTER TABLE t RENAME TO t2"],
    safe: ["ALTER TABLE t RENAME INDEX a TO b"],
  },
  find: (change) =>
    change.kind === "rename-table"
      ? `The table ${change.table} gets another name: ${change.to ?? "unknown"}.`
      : undefined,
};
