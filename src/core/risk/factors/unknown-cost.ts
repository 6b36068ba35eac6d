import type { RiskFactor } from "../factor.ts";

export const unknownCost: RiskFactor = {
  id: "unknown-cost",
  title: "How the server does it cannot be told",
  points: 30,
  why: "Without the table's definition nobody can say whether this blocks writes; what is not known counts as bad.",
  instead:
    "Let the migrations that create the table be part of the history, or look the table up before you merge.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html"],
  examples: {
    risky: ["ALTER TABLE t MODIFY a BIGINT"],
    safe: ["CREATE TABLE t (id INT PRIMARY KEY, a INT, v VARCHAR(50)); ALTER TABLE u ADD COLUMN z INT"],
  },
  find: ({ kind, cost, table, deferred }) =>
    alters.has(kind) && cost.algorithm === undefined && !deferred
      ? `Whether ${table} stays writable meanwhile cannot be told.`
      : undefined,
};

/** Clauses of ALTER TABLE whose algorithm depends on the table. */
const alters: ReadonlySet<string> = new Set([
  "modify-column",
  "add-column",
  "drop-column",
  "add-index",
  "convert-charset",
]);
