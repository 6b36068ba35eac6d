import { foldName } from "../../sql/fold-name.ts";
import type { RiskFactor } from "../factor.ts";
import { addBesideOld } from "../rewrites/in-two-migrations.ts";

export const renameColumn: RiskFactor<"rename-column" | "modify-column"> = {
  id: "rename-column",
  title: "Renames a column",
  points: 60,
  why: "The moment it runs, code, views and triggers that still use the old name fail.",
  instead:
    "Add the new column, write both, copy the old values, move the readers, drop the old column later.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/alter-table.html"],
  examples: {
    risky: ["ALTER TABLE users RENAME COLUMN age TO years", "ALTER TABLE users CHANGE age years INT"],
    safe: ["ALTER TABLE users CHANGE age age BIGINT"],
  },
  rewrite: addBesideOld,
  kinds: ["rename-column", "modify-column"],
  find: ({ clause: { table, column, to } }) =>
    to !== undefined && !isSameName(column, to) ? `The column ${table}.${column} becomes ${to}.` : undefined,
};

/** CHANGE names the column twice, also where it keeps its name. */
function isSameName(a: string, b: string): boolean {
  return foldName(a) === foldName(b);
}
