import type { RiskFactor } from "../factor.ts";

export const requireValue: RiskFactor = {
  id: "require-value",
  title: "Sets NOT NULL on a column that exists",
  points: 35,
  why: "A NULL in any row makes the migration fail (error 1138), or becomes 0 or '' outside strict mode; code that writes NULL fails from then on.",
  instead:
    "Look first: `SELECT 1 FROM t WHERE a IS NULL LIMIT 1`; fill the NULLs and make the code write values before.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/alter-table.html"],
  examples: {
    risky: ["ALTER TABLE t MODIFY a INT NOT NULL"],
    safe: ["ALTER TABLE t MODIFY a INT NULL", "ALTER TABLE t ADD a INT NOT NULL DEFAULT 0"],
  },
  find: ({ kind, table, definition }) =>
    kind === "modify-column" && definition?.nullable === false
      ? `${table}.${definition.name} may hold no NULL for this to succeed.`
      : undefined,
};
