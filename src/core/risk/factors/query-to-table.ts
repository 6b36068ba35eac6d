import type { RiskFactor } from "../factor.ts";

export const queryToTable: RiskFactor<"create-table"> = {
  id: "query-to-table",
  title: "Creates a table from a query",
  points: 25,
  why: "Keys, defaults and AUTO_INCREMENT of the source are lost, and the source is locked while it is read.",
  instead: "Create the table first, then fill it in batches.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/create-table-select.html"],
  examples: {
    risky: ["CREATE TABLE copied AS SELECT * FROM users"],
    safe: [
      "CREATE TABLE fresh (id INT PRIMARY KEY)",
      "CREATE TEMPORARY TABLE copied AS SELECT id FROM users",
    ],
  },
  kinds: ["create-table"],
  find: ({ clause: { table, tableDefinition }, temporary }) =>
    tableDefinition.fromQuery && !temporary ? `${table} takes its shape from a query.` : undefined,
};
