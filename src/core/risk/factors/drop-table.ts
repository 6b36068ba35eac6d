import type { RiskFactor } from "../factor.ts";
import { renameInsteadOfDrop } from "../rewrites/rename-instead-of-drop.ts";

export const dropTable: RiskFactor<"drop-table" | "create-table"> = {
  id: "drop-table",
  title: "Drops a table",
  points: 80,
  why: "Its rows are gone, DDL cannot be rolled back, and everything that still reads the table fails.",
  instead:
    "Rename the table first (`RENAME TABLE t TO t_old`), deploy without it, and drop the renamed table in a later migration.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/drop-table.html"],
  examples: {
    risky: [
      "DROP TABLE notes",
      "DROP TABLE IF EXISTS notes, visits",
      "DROP TABLE IF EXISTS notes; CREATE TABLE notes (id INT PRIMARY KEY)",
    ],
    safe: [
      "CREATE TABLE scratch (id INT PRIMARY KEY); DROP TABLE scratch",
      "CREATE TEMPORARY TABLE scratch (id INT); DROP TEMPORARY TABLE scratch",
    ],
  },
  rewrite: renameInsteadOfDrop,
  kinds: ["drop-table", "create-table"],
  find({ clause, temporary }) {
    const { kind, condition, table } = clause;
    const replaced = kind === "create-table" && condition === "or-replace" && !temporary;
    // Without the word it drops the table itself, where the session that had the temporary one is gone.
    const dropped = kind === "drop-table" && !clause.temporary;
    return dropped || replaced ? `The table ${table} is dropped with all its rows.` : undefined;
  },
};
