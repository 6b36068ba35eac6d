import type { RiskFactor } from "../factor.ts";

export const implicitCommit: RiskFactor = {
  id: "implicit-commit",
  title: "Commits an open transaction by the way",
  points: 25,
  why: "DDL, and much that works on tables, accounts or the server, ends the transaction that is open: what was before it stays, also where what follows fails and is rolled back.",
  instead: "Keep it out of transactions, and give it a migration of its own.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/implicit-commit.html"],
  examples: {
    risky: [
      "START TRANSACTION; INSERT INTO notes (id) VALUES (1); ALTER TABLE users ADD COLUMN nick VARCHAR(50)",
      "START TRANSACTION; INSERT INTO notes (id) VALUES (1); ANALYZE TABLE users",
      "BEGIN; INSERT INTO notes (id) VALUES (1); START TRANSACTION",
    ],
    safe: [
      "START TRANSACTION; CREATE TEMPORARY TABLE picked (id INT); DROP TEMPORARY TABLE picked",
      "BEGIN; SAVEPOINT s; INSERT INTO notes (id) VALUES (1); ROLLBACK TO s; COMMIT; ANALYZE TABLE users",
      "ALTER TABLE users ADD COLUMN nick VARCHAR(50)",
      "START TRANSACTION; INSERT INTO notes (id) VALUES (1); COMMIT; ALTER TABLE users ADD COLUMN nick VARCHAR(50)",
    ],
  },
  onlyWith: ["transaction"],
  findInStatement: ({ commits, type }, { inTransaction }) =>
    inTransaction && commits ? `${type} commits the transaction that is open.` : undefined,
};
