import { kindsTo } from "../../sql/clause-facts.ts";
import type { RiskFactor } from "../factor.ts";

export const storageObject: RiskFactor = {
  id: "storage-object",
  title: "Changes tablespaces, servers or other storage",
  points: 30,
  why: "Tablespaces, log file groups, federated servers and the like belong to the whole server.",
  instead: "Let an operator do it, outside migrations.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/sql-data-definition-statements.html"],
  examples: {
    risky: [
      "CREATE SERVER far FOREIGN DATA WRAPPER mysql OPTIONS (HOST '192.0.2.1')",
      "CREATE TABLESPACE ts ADD DATAFILE 'ts.ibd'",
    ],
    safe: ["CREATE TABLE fresh (id INT PRIMARY KEY)"],
  },
  kinds: kindsTo("storage"),
  find: (_, { statement }) => `${statement.type} changes more than tables.`,
};
