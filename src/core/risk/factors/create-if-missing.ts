import type { RiskFactor } from "../factor.ts";
import { withoutCondition } from "../rewrites/leave-out.ts";

export const createIfMissing: RiskFactor<"create-table"> = {
  id: "create-if-missing",
  title: "Creates a table only if there is none",
  points: 5,
  why: "Where a table of that name exists, whatever its columns, nothing happens and the migration counts as done.",
  instead: "Leave IF NOT EXISTS out: a migration runs once, and a surprise should be seen.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/create-table.html"],
  examples: {
    risky: ["CREATE TABLE IF NOT EXISTS fresh (id INT PRIMARY KEY)"],
    safe: ["CREATE TABLE fresh (id INT PRIMARY KEY)"],
  },
  rewrite: withoutCondition,
  kinds: ["create-table"],
  find: ({ clause: { condition, table }, temporary }) =>
    condition === "if-not-exists" && !temporary ? `If ${table} exists, it stays as it is.` : undefined,
};
