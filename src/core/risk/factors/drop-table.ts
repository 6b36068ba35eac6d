import type { RiskFactor } from "../factor.ts";

export const dropTable: RiskFactor = {
  id: "drop-table",
  title: "Drops a table",
  points: 80,
  why: "The table's data is gone, DDL cannot be rolled back, and everything that still reads the table fails.",
  instead:
    "Rename the table first (`RENAME TABLE t TO t_old`), deploy without it, and drop the renamed table in a later migration.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/drop-table.html"],
  examples: {
    risky: ["DROP TABLE t", "DROP TABLE IF EXISTS a, b"],
    safe: [
      "CREATE TABLE t (id INT PRIMARY KEY); DROP TABLE t",
      "DROP TEMPORARY TABLE scratch",
      "CREATE TABLE t (id INT PRIMARY KEY)",
    ],
  },
  find: (change) =>
    change.kind === "drop-table" && !change.temporary
      ? `The table ${change.table} is dropped with all its rows.`
      : undefined,
};
