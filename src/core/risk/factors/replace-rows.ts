import type { RiskFactor } from "../factor.ts";

export const replaceRows: RiskFactor = {
  id: "replace-rows",
  title: "REPLACE deletes before it inserts",
  points: 25,
  why: "Where a key is taken, the old row is deleted first: its other columns, and children by ON DELETE CASCADE, go with it.",
  instead: "Use `INSERT … ON DUPLICATE KEY UPDATE`.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/replace.html"],
  examples: {
    risky: ["REPLACE INTO t VALUES (1, 2)"],
    safe: ["INSERT INTO t (id, a) VALUES (1, 2) ON DUPLICATE KEY UPDATE a = 2"],
  },
  find: (change) =>
    change.kind === "replace"
      ? `Rows of ${change.table} whose key is taken are deleted and written anew.`
      : undefined,
};
