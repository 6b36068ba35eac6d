import type { RiskFactor } from "../factor.ts";
import { lighterAlter } from "../rewrites/lighter-alter.ts";

export const blockWrites: RiskFactor = {
  id: "block-writes",
  title: "Blocks writes while it runs",
  points: 25,
  grows: true,
  why: "Other sessions can read the table but not write it until the statement ends: 14 s for a full-text index over a million rows.",
  instead: "Do it at a quiet hour, or by an online schema change tool.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html"],
  examples: {
    risky: ["ALTER TABLE users ADD FULLTEXT INDEX (name)"],
    safe: ["ALTER TABLE users ADD INDEX (name)"],
  },
  rewrite: lighterAlter,
  onlyWith: ["cost"],
  find: ({ clause: { table }, cost }) =>
    cost.algorithm === "INPLACE" && (cost.lock === "SHARED" || cost.lock === "EXCLUSIVE")
      ? `Writes to ${table} wait until this is done.`
      : undefined,
};
