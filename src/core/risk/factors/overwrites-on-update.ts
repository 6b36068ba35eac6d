import { findColumn } from "../../schema/table.ts";
import type { RiskFactor } from "../factor.ts";
import { knownTable } from "../known-table.ts";

export const overwritesOnUpdate: RiskFactor<"modify-column"> = {
  id: "overwrites-on-update",
  title: "Every later UPDATE overwrites a column",
  points: 40,
  why: "With ON UPDATE CURRENT_TIMESTAMP each UPDATE of any other column replaces the time that was stored, without saying so; nothing brings it back.",
  instead: "Add a new column with ON UPDATE CURRENT_TIMESTAMP, and leave the times that are stored alone.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/timestamp-initialization.html"],
  examples: {
    risky: ["ALTER TABLE orders MODIFY placed DATETIME(6) ON UPDATE CURRENT_TIMESTAMP(6)"],
    safe: [
      "ALTER TABLE users ADD made DATETIME ON UPDATE CURRENT_TIMESTAMP",
      "ALTER TABLE orders MODIFY placed DATETIME(3)",
    ],
  },
  kinds: ["modify-column"],
  find({ clause: { target, table, column, definition } }, context) {
    if (definition.onUpdate === undefined) return undefined;
    const before = knownTable(target, context);
    const old = before && findColumn(before, column);
    return old && old.onUpdate === undefined
      ? `${table}.${column} is overwritten by every UPDATE from now on.`
      : undefined;
  },
};
