import { referrersOf } from "../../schema/catalog.ts";
import { resolveName } from "../../schema/names.ts";
import { pointsAt } from "../../schema/table.ts";
import type { ForeignKeyDefinition } from "../../sql/definition.ts";
import type { RiskFactor } from "../factor.ts";

export const cascade: RiskFactor<"add-foreign-key" | "delete" | "replace"> = {
  id: "cascade",
  title: "Deletes or changes rows of other tables",
  points: 40,
  why: "ON DELETE CASCADE and SET NULL reach further than the statement says, and the count of affected rows does not show it.",
  instead: "Delete the children first and by name; give a new foreign key RESTRICT.",
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
  kinds: ["add-foreign-key", "delete", "replace"],
  find({ clause }, { catalog, statement }) {
    const { table, target } = clause;
    if (clause.kind === "add-foreign-key") {
      const { foreignKey } = clause;
      if (!reaches(foreignKey)) return undefined;
      return `Deleting a row of ${foreignKey.references.table} will change rows of ${table}.`;
    }
    const parent = resolveName(target, statement.scope);
    const children = [...referrersOf(statement.before ?? catalog, parent.table)].filter(
      ([, { foreignKeys }]) => foreignKeys.some((key) => reaches(key) && pointsAt(key, parent)),
    );
    const names = children.map(([, { name }]) => name.table).join(", ");
    return names === "" ? undefined : `Rows of ${names} go or change with the rows of ${table}.`;
  },
};

function reaches({ onDelete }: ForeignKeyDefinition): boolean {
  return onDelete === "cascade" || onDelete === "set-null" || onDelete === "set-default";
}
