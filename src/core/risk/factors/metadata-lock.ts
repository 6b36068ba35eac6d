import type { RiskFactor } from "../factor.ts";

export const metadataLock: RiskFactor = {
  id: "metadata-lock",
  title: "Alters a table that is in use",
  points: 5,
  why: "Even an instant change waits for every open transaction on the table, and everybody else then waits behind it.",
  instead: "Keep `lock_wait_timeout` small and retry; do not run it beside long transactions.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/metadata-locking.html"],
  examples: {
    risky: ["ALTER TABLE t ADD COLUMN z INT", "CREATE INDEX i ON t (a)"],
    safe: [
      "CREATE TABLE t (id INT PRIMARY KEY)",
      "CREATE TABLE t (id INT PRIMARY KEY); ALTER TABLE t ADD a INT",
    ],
  },
  find: ({ table }, { statement }) =>
    table !== "" && needsLock.has(statement.type)
      ? `${table} is locked for a moment, behind whatever uses it.`
      : undefined,
};

const needsLock: ReadonlySet<string> = new Set(["ALTER_TABLE", "CREATE_INDEX", "DROP_INDEX", "RENAME_TABLE"]);
