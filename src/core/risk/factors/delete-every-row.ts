import type { RiskFactor } from "../factor.ts";

export const deleteEveryRow: RiskFactor = {
  id: "delete-every-row",
  title: "Deletes without a WHERE",
  points: 80,
  why: "Every row goes, in one transaction that locks the whole table and that replicas must repeat.",
  instead:
    "Add a WHERE, delete in batches by primary key; or say TRUNCATE, where emptying the table is meant.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/delete.html"],
  examples: {
    risky: ["DELETE FROM t", "DELETE FROM t WHERE 1=1", "DELETE FROM t WHERE TRUE"],
    safe: ["DELETE FROM t WHERE id = 1", "DELETE FROM t WHERE id < 100 LIMIT 10"],
  },
  find: (change) =>
    change.kind === "delete" && change.everyRow ? `Every row of ${change.table} is deleted.` : undefined,
};
