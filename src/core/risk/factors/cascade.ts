import type { RiskFactor } from "../factor.ts";
import { reachedChildren, reaches } from "../reached-children.ts";

export const cascade: RiskFactor<"add-foreign-key" | "delete" | "replace" | "update"> = {
  id: "cascade",
  title: "Deletes or changes rows of other tables",
  points: 40,
  why: "ON DELETE and ON UPDATE with CASCADE and SET NULL reach further than the statement says, and the count of affected rows does not show it.",
  instead: "Change the children first and by name; give a new foreign key RESTRICT.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html"],
  examples: {
    risky: [
      "RENAME TABLE users TO people; DELETE FROM people WHERE id = 1",
      "DELETE FROM users WHERE id = 1",
      "ALTER TABLE old_visits ADD FOREIGN KEY (id) REFERENCES users (id) ON DELETE CASCADE",
    ],
    safe: [
      "DELETE FROM orders WHERE id = 1",
      "ALTER TABLE orders ADD FOREIGN KEY (id) REFERENCES users (id)",
    ],
  },
  kinds: ["add-foreign-key", "delete", "replace", "update"],
  find({ clause }, context) {
    const { table } = clause;
    if (clause.kind === "add-foreign-key") {
      const { foreignKey } = clause;
      // Keys are given other values so rarely that ON UPDATE weighs where that is done.
      if (!reaches(foreignKey.onDelete)) return undefined;
      return `Deleting a row of ${foreignKey.references.table} will change rows of ${table}.`;
    }
    const names = reachedChildren(clause, {
      ...context,
      catalog: context.statement.before ?? context.catalog,
    }).map(({ name }) => name.table);
    return names.length === 0
      ? undefined
      : `Rows of ${names.join(", ")} go or change with the rows of ${table}.`;
  },
};
