import { findIndex } from "../../schema/table.ts";
import type { RiskFactor } from "../factor.ts";
import { knownTable } from "../known-table.ts";
import { hideIndexFirst } from "../rewrites/hide-first.ts";

export const dropIndex: RiskFactor<"drop-index"> = {
  id: "drop-index",
  title: "Drops an index",
  points: 25,
  why: "Queries that used it read the whole table from now on; a unique index also stops guarding against duplicates.",
  instead: "Make it invisible first (`ALTER TABLE t ALTER INDEX i INVISIBLE`), watch, and drop it later.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/invisible-indexes.html"],
  examples: {
    risky: [
      "ALTER TABLE users DROP INDEX by_email",
      "DROP INDEX by_email ON users",
      "ALTER TABLE users ALTER INDEX by_email INVISIBLE; ALTER TABLE users DROP INDEX by_email",
    ],
    safe: ["ALTER TABLE users ALTER INDEX by_email INVISIBLE", "DROP INDEX hidden ON labels"],
  },
  rewrite: hideIndexFirst,
  kinds: ["drop-index"],
  find({ clause: { table, target, index } }, context) {
    const known = knownTable(target, context);
    const old = known && findIndex(known, index);
    // Nobody has used it since an earlier migration hid it; a unique one guards all the same.
    return old?.visible === false && old.kind !== "unique"
      ? undefined
      : `The index ${index} of ${table} is dropped.`;
  },
};
