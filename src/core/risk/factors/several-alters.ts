import { keyOf } from "../../schema/names.ts";
import { wayOf } from "../alter-way.ts";
import type { AlterWay, RiskFactor } from "../factor.ts";
import { combineAlters } from "../rewrites/combine-alters.ts";

export const severalAlters: RiskFactor = {
  id: "several-alters",
  title: "Alters one table several times",
  points: 10,
  why: "Each ALTER TABLE locks the table anew, and may rebuild it anew.",
  instead: "Put the clauses into one ALTER TABLE, except where one of them would make the others slow.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/alter-table.html"],
  examples: {
    risky: ["ALTER TABLE users ADD nick VARCHAR(50); ALTER TABLE users ADD size INT"],
    safe: [
      "ALTER TABLE users ADD nick VARCHAR(50); ALTER TABLE notes ADD size INT",
      "ALTER TABLE users ADD nick VARCHAR(50), ADD size INT",
      "ALTER TABLE users ADD nick VARCHAR(50); ALTER TABLE users ADD INDEX (nick)",
    ],
  },
  rewrite: combineAlters,
  types: ["ALTER_TABLE"],
  find({ clause: { table, target } }, { statement, alteredBefore }) {
    const earlier = target && alteredBefore.get(keyOf(target, statement.scope));
    if (earlier === undefined || isBetterApart(earlier, wayOf(statement))) return undefined;
    return `An earlier statement of the file alters ${table} as well.`;
  },
};

/** Beside a clause that is done in place, what is INSTANT by itself would write the table anew. */
function isBetterApart(earlier: ReadonlySet<AlterWay>, own: AlterWay): boolean {
  const other = own === "at-once" ? "in-place" : own === "in-place" ? "at-once" : undefined;
  return other !== undefined && [...earlier].every((way) => way === other);
}
