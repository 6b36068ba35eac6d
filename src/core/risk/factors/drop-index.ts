import type { RiskFactor } from "../factor.ts";

export const dropIndex: RiskFactor = {
  id: "drop-index",
  title: "Drops an index",
  points: 25,
  why: "Queries that used it read the whole table from now on; a unique index also stops guarding against duplicates.",
  instead: "Make it invisible first (`ALTER TABLE t ALTER INDEX i INVISIBLE`), watch, and drop it later.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/invisible-indexes.html"],
  examples: {
    risky: ["ALTER TABLE t DROP INDEX a", "DROP INDEX a ON t"],
    safe: ["ALTER TABLE t ALTER INDEX a INVISIBLE"],
  },
  find: (change) =>
    change.kind === "drop-index"
      ? `The index ${change.index ?? ""} of ${change.table} is dropped.`
      : undefined,
};
