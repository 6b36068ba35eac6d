import type { RiskFactor } from "../factor.ts";

export const renameIndex: RiskFactor<"rename-index"> = {
  id: "rename-index",
  title: "Renames an index",
  points: 10,
  why: "Queries with `USE INDEX` or `FORCE INDEX` by the old name fail (error 1176).",
  instead: "Look for index hints in the code first.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/index-hints.html"],
  examples: {
    risky: ["ALTER TABLE users RENAME INDEX by_email TO by_mail"],
    safe: ["ALTER TABLE users ADD INDEX (age)"],
  },
  kinds: ["rename-index"],
  find: ({ clause: { table, index, to } }) => `The index ${index} of ${table} becomes ${to}.`,
};
