import type { RiskFactor } from "../factor.ts";

export const rebuildTable: RiskFactor = {
  id: "rebuild-table",
  title: "Rebuilds the table in place",
  points: 10,
  why: "The table is written anew while writes go on: it needs as much disk again, and replicas fall behind.",
  instead: "Do it at a quiet hour, alone in its statement, with the free space checked.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html"],
  examples: {
    risky: ["ALTER TABLE t FORCE"],
    safe: ["ALTER TABLE t ADD INDEX (a)"],
  },
  find: ({ cost, table }) =>
    cost.algorithm === "INPLACE" && cost.rebuilds ? `${table} is rebuilt while it is in use.` : undefined,
};
