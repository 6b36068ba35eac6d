import type { RiskFactor } from "../factor.ts";

export const dropColumn: RiskFactor = {
  id: "drop-column",
  title: "Drops a column",
  points: 60,
  why: "Running code that still names the column fails at once, and its data is gone.",
  instead: "Stop reading and writing the column, deploy that, then drop it in a later migration.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/alter-table.html"],
  examples: {
    risky: ["ALTER TABLE users DROP COLUMN email", "ALTER TABLE users DROP email"],
    safe: ["ALTER TABLE users ADD COLUMN email VARCHAR(255)", "ALTER TABLE users DROP INDEX email"],
  },
  find: (change) =>
    change.kind === "drop-column"
      ? `The column ${change.table}.${change.column ?? ""} is dropped with its data.`
      : undefined,
};
