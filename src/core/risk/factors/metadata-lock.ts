import type { RiskFactor } from "../factor.ts";

export const metadataLock: RiskFactor = {
  id: "metadata-lock",
  title: "Alters a table that is in use",
  points: 5,
  why: "Even an instant change waits for every open transaction on the table, and everybody else then waits behind it.",
  instead:
    "Keep `lock_wait_timeout` small and retry, as Tollgate's rollout does; keep it away from long transactions.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/metadata-locking.html"],
  examples: {
    risky: ["ALTER TABLE users ADD COLUMN nick VARCHAR(50)", "CREATE INDEX by_age ON users (age)"],
    safe: [
      "CREATE TABLE fresh (id INT PRIMARY KEY)",
      "CREATE TABLE fresh (id INT PRIMARY KEY); ALTER TABLE fresh ADD a INT",
    ],
  },
  types: ["ALTER_TABLE", "CREATE_INDEX", "DROP_INDEX", "RENAME_TABLE"],
  find: ({ clause: { table } }) =>
    table === "" ? undefined : `${table} is locked for a moment, behind whatever uses it.`,
};
