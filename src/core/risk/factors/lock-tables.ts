import type { RiskFactor } from "../factor.ts";

export const lockTables: RiskFactor = {
  id: "lock-tables",
  title: "Takes locks by hand",
  points: 50,
  why: "Everybody else waits until the session ends or unlocks, also where the migration fails in between.",
  instead: "Leave locking to the statements themselves.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/lock-tables.html"],
  examples: {
    risky: ["LOCK TABLES t WRITE"],
    safe: ["SELECT 1"],
  },
  find: (change) => (change.kind === "lock-tables" ? `Tables are locked by hand.` : undefined),
};
