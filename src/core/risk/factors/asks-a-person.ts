import type { RiskFactor } from "../factor.ts";
import { sayForeseen } from "../say-foreseen.ts";

export const asksAPerson: RiskFactor = {
  id: "asks-a-person",
  title: "Asks a person where it is cut off",
  points: 0,
  why: "Where the answer to a statement is lost, a rollout finds out by itself whether the statement ran: a change of rows by a row of the ledger in its transaction, a definition by what the server shows of it. Here neither can be had, so a rollout that is cut off stops, and a person has to look and answer.",
  instead:
    "Write out what hides what it does, keep definitions out of transactions, or choose a time at which somebody can look.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/implicit-commit.html"],
  examples: {
    risky: [
      "CALL tidy()",
      "START TRANSACTION; INSERT INTO notes (id) VALUES (1); ALTER TABLE users ADD COLUMN nick VARCHAR(50)",
      "SET autocommit = 0; INSERT INTO notes (id) VALUES (1); COMMIT",
      "LOCK TABLES notes WRITE; INSERT INTO notes (id) VALUES (1); UNLOCK TABLES",
    ],
    safe: [
      "ALTER TABLE users ADD COLUMN nick VARCHAR(50)",
      "UPDATE users SET age = 1 WHERE id = 1",
      "START TRANSACTION; INSERT INTO notes (id) VALUES (1); UPDATE users SET age = 1 WHERE id = 1; COMMIT",
      "SET NAMES utf8mb4; SET foreign_key_checks = 0; TRUNCATE notes",
    ],
  },
  onlyWith: ["foreseen"],
  findInStatement: (_, context) => sayForeseen(context, "asks-a-person"),
};
