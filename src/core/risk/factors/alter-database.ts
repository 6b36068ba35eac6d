import type { RiskFactor } from "../factor.ts";

export const alterDatabase: RiskFactor<"alter-database"> = {
  id: "alter-database",
  title: "Alters a database",
  points: 30,
  why: "A new default character set holds for later tables only, and READ ONLY stops every write.",
  instead: "Change the tables that are meant, one by one.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/alter-database.html"],
  examples: {
    risky: ["ALTER DATABASE shop READ ONLY = 1", "ALTER DATABASE shop CHARACTER SET latin1"],
    safe: ["CREATE DATABASE fresh"],
  },
  kinds: ["alter-database"],
  find: ({ clause: { object } }) => `The database ${object ?? ""} is altered.`,
};
