import type { RiskFactor } from "../factor.ts";

export const dropDefault: RiskFactor<"change-default"> = {
  id: "drop-default",
  title: "Drops a default",
  points: 40,
  why: "INSERTs that leave the column out fail from then on (error 1364), or write NULL.",
  instead: "Make the code write the column first.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/alter-table.html"],
  examples: {
    risky: ["ALTER TABLE orders ALTER COLUMN state DROP DEFAULT"],
    safe: ["ALTER TABLE orders ALTER COLUMN state SET DEFAULT 'paid'"],
  },
  kinds: ["change-default"],
  find: ({ clause }) =>
    clause.default === undefined
      ? `The column ${clause.table}.${clause.column} loses its default.`
      : undefined,
};
