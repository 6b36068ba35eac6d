import type { RiskFactor } from "../factor.ts";

export const renameTable: RiskFactor<"rename-table"> = {
  id: "rename-table",
  title: "Renames a table",
  points: 60,
  why: "The moment it runs, code that still uses the old name fails; no order of deploying avoids that.",
  instead: "Create the new name beside the old one (a view will do), move the code, drop the old name later.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/rename-table.html"],
  examples: {
    risky: ["RENAME TABLE notes TO memos", "ALTER TABLE notes RENAME TO memos"],
    safe: ["ALTER TABLE users RENAME INDEX by_email TO by_mail"],
  },
  kinds: ["rename-table"],
  find: ({ clause }) => `The table ${clause.table} becomes ${clause.to}.`,
};
