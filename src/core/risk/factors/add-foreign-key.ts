import { parentName } from "../../schema/names.ts";
import { canBeAsked } from "../checks/can-be-asked.ts";
import { findOrphans } from "../checks/find-orphans.ts";
import type { RiskFactor } from "../factor.ts";

export const addForeignKey: RiskFactor<"add-foreign-key"> = {
  id: "add-foreign-key",
  title: "Adds a foreign key",
  points: 35,
  why: "Rows without a parent make the migration fail (error 1452), both tables are locked, and every later write pays for the check.",
  instead:
    "Look for orphans first: `SELECT 1 FROM child LEFT JOIN parent ON child.parent_id = parent.id WHERE parent.id IS NULL LIMIT 1`.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html"],
  examples: {
    risky: ["ALTER TABLE old_visits ADD FOREIGN KEY (id) REFERENCES users (id)"],
    safe: ["ALTER TABLE old_visits ADD INDEX (id)"],
  },
  kinds: ["add-foreign-key"],
  find: ({ clause }) => `Every row of ${clause.table} must have its parent for this to succeed.`,
  check: ({ clause: { target, foreignKey } }, context) =>
    canBeAsked(target, foreignKey.columns, context) &&
    canBeAsked(parentName(foreignKey.references, target), foreignKey.referencedColumns, context)
      ? findOrphans(target, foreignKey)
      : undefined,
};
