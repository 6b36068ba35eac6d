import type { RiskFactor } from "../factor.ts";

export const unknownCost: RiskFactor = {
  id: "unknown-cost",
  title: "Whether it blocks writes cannot be told",
  points: 30,
  grows: true,
  why: "Without the table's definition nobody can say how the server does this; what is not known counts as bad.",
  instead:
    "Let the migrations that create the table be part of the history, or look the table up before you merge.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html"],
  examples: {
    risky: ["ALTER TABLE unheard_of MODIFY a BIGINT"],
    safe: ["ALTER TABLE users ADD COLUMN nick VARCHAR(50)"],
  },
  types: ["ALTER_TABLE", "CREATE_INDEX", "DROP_INDEX"],
  find: ({ clause: { table, deferred }, cost, isPart }) =>
    table !== "" && !isPart && cost.algorithm === undefined && !deferred
      ? `Whether ${table} stays writable meanwhile cannot be told.`
      : undefined,
};
