import type { RiskFactor } from "../factor.ts";

export const replaceRows: RiskFactor<"replace"> = {
  id: "replace-rows",
  title: "REPLACE deletes before it inserts",
  points: 25,
  why: "Where a key is taken, the old row is deleted first: its other columns, and children by ON DELETE CASCADE, go with it.",
  instead: "Use `INSERT … ON DUPLICATE KEY UPDATE`.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/replace.html"],
  examples: {
    risky: ["REPLACE INTO notes VALUES (1, 'a')"],
    safe: ["INSERT INTO notes (id, body) VALUES (1, 'a') ON DUPLICATE KEY UPDATE body = 'a'"],
  },
  kinds: ["replace"],
  find: ({ clause }) => `Rows of ${clause.table} whose key is taken are deleted and written anew.`,
};
