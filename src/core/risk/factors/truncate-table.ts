import type { RiskFactor } from "../factor.ts";
import { swapInsteadOfTruncate } from "../rewrites/rename-instead-of-drop.ts";

export const truncateTable: RiskFactor<"truncate-table"> = {
  id: "truncate-table",
  title: "Empties a table",
  points: 80,
  why: "TRUNCATE removes every row without a WHERE, commits at once and fires no trigger.",
  instead: "Delete the rows that must go, in batches, with a WHERE on the primary key.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/truncate-table.html"],
  examples: {
    risky: ["TRUNCATE notes", "TRUNCATE TABLE visits"],
    safe: ["DELETE FROM notes WHERE id = 1"],
  },
  rewrite: swapInsteadOfTruncate,
  kinds: ["truncate-table"],
  find: ({ clause }) => `Every row of ${clause.table} is removed.`,
};
