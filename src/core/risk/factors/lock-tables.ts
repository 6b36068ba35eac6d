import type { RiskFactor } from "../factor.ts";

export const lockTables: RiskFactor = {
  id: "lock-tables",
  title: "Takes locks by hand",
  points: 50,
  why: "Everybody else waits until the session ends or unlocks, also where the migration fails in between.",
  instead: "Leave locking to the statements themselves.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/lock-tables.html"],
  examples: {
    risky: [
      "LOCK TABLES users WRITE",
      "SELECT GET_LOCK('x', 10)",
      "SELECT id FROM users FOR UPDATE",
      "SELECT id FROM users FOR SHARE",
      "SELECT id FROM users LOCK IN SHARE MODE",
    ],
    safe: ["SELECT 1", "UNLOCK TABLES"],
  },
  onlyWith: ["lock-tables", "use"],
  findInStatement: ({ changes, type, uses }) =>
    (changes.some(({ clause }) => clause.kind === "lock-tables") && type !== "UNLOCK_TABLES") ||
    uses.functions.has("GET_LOCK") ||
    uses.features.has("locks-rows")
      ? "Locks are taken by hand."
      : undefined,
};
