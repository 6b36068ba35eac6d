import type { RiskFactor } from "../factor.ts";
import { knownTable } from "../known-table.ts";

export const likeLosesKeys: RiskFactor<"create-table"> = {
  id: "like-loses-keys",
  title: "Copies a table's shape without its foreign keys",
  points: 5,
  why: "CREATE TABLE … LIKE leaves foreign keys and triggers out: rows of the copy may have no parent, which shows when it takes the other one's place.",
  instead: "Add the foreign keys to the copy by name.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/create-table-like.html"],
  examples: {
    risky: ["CREATE TABLE copied LIKE orders"],
    safe: ["CREATE TABLE copied LIKE users", "CREATE TEMPORARY TABLE copied LIKE orders"],
  },
  kinds: ["create-table"],
  find({ clause: { table, tableDefinition }, temporary }, context) {
    const original = tableDefinition.like && knownTable(tableDefinition.like, context);
    const keys = original?.foreignKeys.map(({ name }) => name) ?? [];
    return keys.length > 0 && !temporary
      ? `${table} gets no ${keys.join(", ")} from ${original?.name.table}.`
      : undefined;
  },
};
