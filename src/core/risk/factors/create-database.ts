import type { RiskFactor } from "../factor.ts";

export const createDatabase: RiskFactor = {
  id: "create-database",
  title: "Creates a database",
  points: 5,
  why: "A new database brings its own grants, backups and character set.",
  instead: "Name its character set, and tell who keeps its backups.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/create-database.html"],
  examples: {
    risky: ["CREATE DATABASE shop"],
    safe: ["CREATE TABLE t (id INT PRIMARY KEY)"],
  },
  find: (change) =>
    change.kind === "create-database" ? `A database is created: ${change.object ?? "unnamed"}.` : undefined,
};
