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
  findInStatement({ type, tables }, { databases }) {
    if (type === "USE") return "What follows runs in another database.";
    const strays = tables.filter(
      ({ database, use }) => database !== undefined && use !== "read" && !databases.includes(database),
    );
    if (strays.length === 0) return undefined;
    const names = new Set(strays.map(({ database }) => database));
    return `It changes ${[...names].join(", ")}, which is none of the project's databases.`;
  },
};
