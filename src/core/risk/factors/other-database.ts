import { databaseBeside } from "../../schema/names.ts";
import type { RiskFactor } from "../factor.ts";

export const otherDatabase: RiskFactor = {
  id: "other-database",
  title: "Leaves the database that it is meant for",
  points: 40,
  why: "A name with its database in front, or USE, reaches the same database from every target: Test's migration may change what Prod reads.",
  instead: "Leave the database out of the name; the rollout connects to the right one.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/use.html"],
  examples: {
    risky: [
      "ALTER TABLE elsewhere.notes ADD a INT",
      "USE elsewhere",
      "INSERT INTO elsewhere.notes (id) VALUES (1)",
    ],
    safe: ["INSERT INTO notes (id) VALUES (1)", "INSERT INTO shop.notes (id) VALUES (1)"],
  },
  onlyWith: ["database"],
  findInStatement(statement, { databases }) {
    const { type, enters = "", tables, scope } = statement;
    if (type === "USE" && !scope.home.names.has(enters)) return "What follows runs in another database.";
    const strays = new Set<string>();
    for (const table of tables) {
      // What follows USE may be where it belongs, where nobody knows what home is called.
      const told = table.database !== undefined || scope.home.isKnown;
      const database = table.use === "read" || !told ? undefined : databaseBeside(table, scope);
      if (database !== undefined) strays.add(database);
    }
    if (strays.size === 0) return undefined;
    const own = [...strays].every((name) => databases.includes(name));
    return own
      ? `It changes ${[...strays].join(", ")}, on whichever of the project's databases it runs.`
      : `It changes ${[...strays].join(", ")}, which is none of the project's databases.`;
  },
};
