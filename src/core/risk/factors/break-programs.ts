import type { Program } from "../../schema/catalog.ts";
import { keyOf } from "../../schema/names.ts";
import type { RiskFactor } from "../factor.ts";

export const breakPrograms: RiskFactor<"drop-table" | "rename-table" | "drop-column" | "rename-column"> = {
  id: "break-programs",
  title: "Takes away what code in the database uses",
  points: 20,
  why: "Views, triggers, routines and events keep the old name in their text: a view then fails when it is read (error 1356), a trigger at the next write (error 1054 or 1146).",
  instead: "Change them in the same migration, right after the table.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/view-restrictions.html"],
  examples: {
    risky: [
      "DROP TABLE IF EXISTS visits",
      "ALTER TABLE users DROP COLUMN age",
      "ALTER TABLE orders RENAME COLUMN placed TO ordered",
      "RENAME TABLE users TO people",
    ],
    safe: [
      "ALTER TABLE notes DROP COLUMN body",
      "ALTER TABLE users ADD nick INT",
      "ALTER TABLE users CHANGE age age BIGINT",
    ],
  },
  kinds: ["drop-table", "rename-table", "drop-column", "rename-column"],
  find({ clause: { target, table } }, { catalog, statement }) {
    const key = keyOf(target, statement.scope);
    const users = [...catalog.programs.values()].filter(({ tables }) => tables.includes(key));
    return users.length > 0 ? `${users.map(programName).join(", ")} may use what ${table} loses.` : undefined;
  },
};

function programName({ kind, name }: Program): string {
  return `The ${kind} ${name}`;
}
