import type { RiskFactor } from "../factor.ts";

export const dropConstraint: RiskFactor = {
  id: "drop-constraint",
  title: "Drops a foreign key or CHECK",
  points: 25,
  why: "From then on the database lets in rows that the constraint kept out, and nothing finds them later.",
  instead: "Make sure that the code guards the same rule before the database stops.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/alter-table.html"],
  examples: {
    risky: ["ALTER TABLE t DROP FOREIGN KEY fk", "ALTER TABLE t DROP CHECK ck"],
    safe: ["ALTER TABLE t ADD INDEX (a)"],
  },
  find: ({ kind, table }) =>
    kind === "drop-foreign-key" || kind === "drop-check" || kind === "drop-constraint"
      ? `A constraint of ${table} no longer guards its rows.`
      : undefined,
};
