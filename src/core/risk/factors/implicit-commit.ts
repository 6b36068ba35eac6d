import type { RiskFactor } from "../factor.ts";

export const implicitCommit: RiskFactor = {
  id: "implicit-commit",
  title: "Commits an open transaction by the way",
  points: 25,
  why: "DDL ends the transaction that is open: what was before it stays, also where what follows fails and is rolled back.",
  instead: "Keep DDL out of transactions, and give it a migration of its own.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/implicit-commit.html"],
  examples: {
    risky: [
      "START TRANSACTION; INSERT INTO notes (id) VALUES (1); ALTER TABLE users ADD COLUMN nick VARCHAR(50)",
    ],
    safe: [
      "ALTER TABLE users ADD COLUMN nick VARCHAR(50)",
      "START TRANSACTION; INSERT INTO notes (id) VALUES (1); COMMIT; ALTER TABLE users ADD COLUMN nick VARCHAR(50)",
    ],
  },
  findInStatement: ({ source, type }, { inTransaction }) =>
    inTransaction && commits.has(source) ? `${type} commits the transaction that is open.` : undefined,
};

const commits: ReadonlySet<string> = new Set(["ddl", "create-database", "dcl"]);
