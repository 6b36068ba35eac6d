import type { RiskFactor } from "../factor.ts";

export const dropConstraint: RiskFactor<
  "drop-foreign-key" | "drop-check" | "drop-constraint" | "alter-check"
> = {
  id: "drop-constraint",
  title: "Drops a foreign key or CHECK",
  points: 25,
  why: "From then on the database lets in rows that the constraint kept out, and nothing finds them later.",
  instead: "Make sure that the code guards the same rule before the database stops.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/alter-table.html"],
  examples: {
    risky: [
      "ALTER TABLE orders DROP FOREIGN KEY of_user",
      "ALTER TABLE orders DROP CHECK positive",
      "ALTER TABLE orders ALTER CHECK positive NOT ENFORCED",
    ],
    safe: ["ALTER TABLE users ADD INDEX (age)"],
  },
  kinds: ["drop-foreign-key", "drop-check", "drop-constraint", "alter-check"],
  find: ({ clause }) =>
    clause.kind !== "alter-check" || !clause.enforced
      ? `A constraint of ${clause.table} no longer guards its rows.`
      : undefined,
};
