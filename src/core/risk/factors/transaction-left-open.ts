import type { RiskFactor } from "../factor.ts";
import { sayForeseen } from "../say-foreseen.ts";

export const transactionLeftOpen: RiskFactor = {
  id: "transaction-left-open",
  title: "Leaves a transaction open at the end of the file",
  points: 100,
  blocks: true,
  why: "Each file runs in a session of its own, and the server undoes what is open when a session ends: what the file changes last would be gone. So a rollout refuses the file.",
  instead: "End it with COMMIT.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/commit.html"],
  examples: {
    risky: [
      "START TRANSACTION; INSERT INTO notes (id) VALUES (1)",
      "SET autocommit = 0; INSERT INTO notes (id) VALUES (1)",
    ],
    safe: [
      "START TRANSACTION; INSERT INTO notes (id) VALUES (1); COMMIT",
      "SET autocommit = 0; INSERT INTO notes (id) VALUES (1); COMMIT",
      "START TRANSACTION; ALTER TABLE users ADD COLUMN nick VARCHAR(50)",
    ],
  },
  onlyWith: ["foreseen"],
  findInStatement: (_, context) => sayForeseen(context, "transaction-left-open"),
};
