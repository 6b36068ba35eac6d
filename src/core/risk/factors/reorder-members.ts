import { findColumn } from "../../schema/table.ts";
import type { RiskFactor } from "../factor.ts";
import { knownTable } from "../known-table.ts";

export const reorderMembers: RiskFactor<"modify-column"> = {
  id: "reorder-members",
  title: "Moves the members of an ENUM or SET",
  points: 15,
  why: "Each label stays with its rows, but its number becomes another: ORDER BY sorts otherwise, and code that stores or compares numbers means other labels.",
  instead: "Add new members at the end.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/enum.html"],
  examples: {
    risky: [
      "ALTER TABLE orders MODIFY state ENUM('paid','new') NOT NULL DEFAULT 'new' COMMENT 'as shown'",
      "ALTER TABLE orders MODIFY state ENUM('draft','new','paid') NOT NULL DEFAULT 'new' COMMENT 'as shown'",
    ],
    safe: [
      "ALTER TABLE orders MODIFY state ENUM('new','paid','sent') NOT NULL DEFAULT 'new' COMMENT 'as shown'",
    ],
  },
  kinds: ["modify-column"],
  find({ clause: { target, table, column, definition } }, context) {
    const known = knownTable(target, context);
    const old = known && findColumn(known, column)?.type.members;
    const now = definition.type.members;
    const moved = old?.some((member, i) => now.includes(member) && now[i] !== member);
    return moved ? `Members of ${table}.${column} get other numbers.` : undefined;
  },
};
