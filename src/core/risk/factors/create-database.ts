import type { RiskFactor } from "../factor.ts";

export const createDatabase: RiskFactor<"create-database"> = {
  id: "create-database",
  title: "Creates a database",
  points: 5,
  why: "A new database brings its own privileges, backups and character set.",
  instead: "Name its character set, and tell who keeps its backups.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/create-database.html"],
  examples: {
    risky: ["CREATE DATABASE fresh"],
    safe: ["CREATE TABLE fresh (id INT PRIMARY KEY)"],
  },
  kinds: ["create-database"],
  find: ({ clause: { object } }) => `The database ${object} is created.`,
};
