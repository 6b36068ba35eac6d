import type { RiskFactor } from "../factor.ts";

export const ignoreErrors: RiskFactor<"insert" | "update" | "delete"> = {
  id: "ignore-errors",
  title: "IGNORE turns errors into other data",
  points: 15,
  why: "With IGNORE, rows that break a rule are skipped, cut or set to 0, and only a warning says so.",
  instead: "Leave IGNORE out; name the one conflict that is expected with ON DUPLICATE KEY UPDATE.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/sql-mode.html"],
  examples: {
    risky: ["INSERT IGNORE INTO notes (id) VALUES (1)", "UPDATE IGNORE users SET id = 2 WHERE id = 1"],
    safe: ["INSERT INTO notes (id) VALUES (1)"],
  },
  kinds: ["insert", "update", "delete"],
  find: ({ clause: { table, ignores } }) =>
    ignores ? `Rows of ${table} that break a rule are skipped or bent in silence.` : undefined,
};
