import type { RiskFactor } from "../factor.ts";

export const setAutoIncrement: RiskFactor<"table-option"> = {
  id: "set-auto-increment",
  title: "Sets the next AUTO_INCREMENT value",
  points: 25,
  why: "Ids jump, and near the end of the type the next INSERT fails (error 1062 or 1467).",
  instead: "Leave the counter to the server.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/innodb-auto-increment-handling.html"],
  examples: {
    risky: ["ALTER TABLE users AUTO_INCREMENT = 2147483647"],
    safe: [
      "ALTER TABLE users COMMENT = 'people'",
      "CREATE TABLE fresh (id INT AUTO_INCREMENT PRIMARY KEY) AUTO_INCREMENT = 100",
    ],
  },
  kinds: ["table-option"],
  find: ({ clause: { table, options } }) =>
    options?.has("AUTO_INCREMENT") ? `The next id of ${table} is set by hand.` : undefined,
};
