import { sayEveryRow } from "../every-row.ts";
import type { RiskFactor } from "../factor.ts";
import { inBatches } from "../rewrites/in-batches.ts";

export const deleteEveryRow: RiskFactor<"delete"> = {
  id: "delete-every-row",
  title: "Deletes without a bound",
  points: 80,
  why: "Every row goes, in one transaction that locks the whole table and that every replica repeats.",
  instead: "Add a WHERE that picks the rows, and delete in batches by primary key.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/delete.html"],
  examples: {
    risky: ["DELETE FROM notes", "DELETE FROM notes WHERE 1=1", "DELETE FROM notes WHERE TRUE"],
    safe: ["DELETE FROM notes WHERE id = 1", "DELETE FROM notes ORDER BY id LIMIT 10"],
  },
  rewrite: inBatches,
  kinds: ["delete"],
  find: ({ clause }, { statement }) => sayEveryRow(clause, statement, "deleted"),
};
