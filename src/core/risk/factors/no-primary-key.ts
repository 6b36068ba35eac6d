import type { RiskFactor } from "../factor.ts";

export const noPrimaryKey: RiskFactor = {
  id: "no-primary-key",
  title: "Creates a table without a primary key",
  points: 25,
  why: "Row-based replication scans the whole table for each changed row, online schema change tools refuse it, and some servers too (error 3750).",
  instead: "Give the table a primary key.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/innodb-index-types.html"],
  examples: {
    risky: ["CREATE TABLE fresh (a INT)"],
    safe: [
      "CREATE TABLE fresh (id INT PRIMARY KEY)",
      "CREATE TABLE fresh (a INT, PRIMARY KEY (a))",
      "CREATE TEMPORARY TABLE fresh (a INT)",
      "CREATE TABLE fresh LIKE users",
    ],
  },
  kinds: ["create-table"],
  find({ table, tableDefinition: definition, temporary }) {
    if (definition === undefined || temporary || definition.like) return undefined;
    const keyed =
      definition.indexes.some((index) => index.kind === "primary") ||
      definition.columns.some((column) => column.inline.primaryKey);
    return keyed ? undefined : `The new table ${table} has no primary key.`;
  },
};
