import type { RiskFactor } from "../factor.ts";

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
    ],
  },
  find: ({ table }, { statement, alteredBefore }) =>
    statement.type === "ALTER_TABLE" && alteredBefore.has(table)
      ? `An earlier statement of the file alters ${table} as well.`
      : undefined,
};
