import type { RiskFactor } from "../factor.ts";

export const rebuildInPlace: RiskFactor = {
  id: "rebuild-in-place",
  title: "Rebuilds the table in place",
  points: 15,
  grows: true,
  why: "The table is written anew while writes go on: it needs its disk space twice, and replicas fall behind.",
  instead: "Do it at a quiet hour, alone in its statement, with the free space checked.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html"],
  examples: {
    risky: ["ALTER TABLE users FORCE", "OPTIMIZE TABLE users"],
    safe: ["ALTER TABLE users ADD INDEX (age)"],
  },
  find: ({ cost, table }, { statement }) =>
    (cost.algorithm === "INPLACE" && cost.rebuilds) ||
    statement.type === "OPTIMIZE_TABLE" ||
    statement.type === "REPAIR_TABLE"
      ? `${table} is rebuilt while it is in use.`
      : undefined,
};
