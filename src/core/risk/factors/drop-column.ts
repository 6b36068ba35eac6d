import type { RiskFactor } from "../factor.ts";
import { hideColumnFirst } from "../rewrites/hide-first.ts";

export const dropColumn: RiskFactor<"drop-column"> = {
  id: "drop-column",
  title: "Drops a column",
  points: 60,
  why: "Running code that still names the column fails at once, and its values are gone.",
  instead: "Stop reading and writing the column, deploy that, then drop it in a later migration.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/alter-table.html"],
  examples: {
    risky: ["ALTER TABLE users DROP COLUMN age", "ALTER TABLE users DROP email, DROP age"],
    safe: ["ALTER TABLE users ADD COLUMN nick VARCHAR(50)", "ALTER TABLE users DROP INDEX by_email"],
  },
  rewrite: hideColumnFirst,
  kinds: ["drop-column"],
  find: ({ clause: { table, column } }) => `The column ${table}.${column} is dropped with its values.`,
};
