import type { RiskFactor } from "../factor.ts";

export const willBeRefused: RiskFactor = {
  id: "will-be-refused",
  title: "The server will refuse it",
  points: 40,
  why: "By the migrations before it this statement fails on every server, on the first environment's before all. What stands above it in the file has run by then, and stays: the rollout stops half way.",
  instead: "Fix the statement, or the history, where the database is not what the migrations make of it.",
  links: ["https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html"],
  examples: {
    risky: [
      "ALTER TABLE users ADD email INT",
      "ALTER TABLE users DROP COLUMN nick",
      "CREATE TABLE notes (id INT PRIMARY KEY)",
      "CREATE INDEX by_email ON users (age)",
      "ALTER TABLE notes ADD INDEX (body)",
      "ALTER TABLE old_visits ADD kind TEXT DEFAULT 'a'",
      "ALTER TABLE notes ADD owner INT, ADD FOREIGN KEY (owner) REFERENCES users (id)",
      "DROP TABLE users",
    ],
    safe: [
      "ALTER TABLE users ADD nick INT",
      "ALTER TABLE users DROP email, ADD email INT",
      "CREATE TABLE IF NOT EXISTS notes (id INT PRIMARY KEY)",
      "ALTER TABLE unheard_of DROP COLUMN nick",
      "DROP TABLE orders, users",
    ],
  },
  onlyWith: ["refusal"],
  findInStatement: ({ refusals }) =>
    refusals.length > 0
      ? `Error ${refusals[0]?.error}: ${refusals.map(({ why }) => why).join(" ")}`
      : undefined,
};
