import type { RiskFactor } from "../factor.ts";
import { sayForeseen } from "../say-foreseen.ts";

export const resumeGap: RiskFactor = {
  id: "cannot-resume",
  title: "Cannot be resumed where it is cut off here",
  points: 0,
  why: "After a failure or a lost connection a rollout goes on in a new session, at the first statement that is not done. What a statement left in the old session (a temporary table, LAST_INSERT_ID(), a variable that a query filled) is gone by then, so a rollout that needs it stops and asks a person.",
  instead:
    "Put the lines that hang together in one START TRANSACTION … COMMIT, or into a migration of their own.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/information-functions.html#function_last-insert-id"],
  examples: {
    risky: [
      "INSERT INTO users (age) VALUES (1); INSERT INTO notes (id) VALUES (LAST_INSERT_ID())",
      "SELECT id INTO @id FROM users LIMIT 1; DO 1; UPDATE notes SET id = 2 WHERE id = @id",
      "CREATE TEMPORARY TABLE picked (id INT); INSERT INTO picked VALUES (1); INSERT INTO notes (id) SELECT id FROM picked",
    ],
    safe: [
      "START TRANSACTION; INSERT INTO users (age) VALUES (1); INSERT INTO notes (id) VALUES (LAST_INSERT_ID()); COMMIT",
      "SET @id = 7; UPDATE notes SET id = 2 WHERE id = @id; UPDATE users SET age = 1 WHERE id = @id",
      "CREATE TABLE fresh (id INT PRIMARY KEY); INSERT INTO fresh (id) VALUES (1)",
    ],
  },
  onlyWith: ["foreseen"],
  findInStatement: (_, context) => sayForeseen(context, "cannot-resume"),
};
