import type { RiskFactor } from "../factor.ts";
import { lighterAlter } from "../rewrites/lighter-alter.ts";

export const rebuildInPlace: RiskFactor = {
  id: "rebuild-in-place",
  title: "Rebuilds the table in place",
  points: 15,
  grows: true,
  why: "The table is written anew while writes go on: it needs its disk space twice, and replicas fall behind.",
  instead: "Do it at a quiet hour, alone in its statement, with the free space checked.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html"],
  examples: {
    risky: [
      "ALTER TABLE users FORCE",
      "OPTIMIZE TABLE users",
      "ALTER TABLE users ADD nick VARCHAR(50), ADD INDEX (age)",
    ],
    safe: ["ALTER TABLE users ADD INDEX (age)"],
  },
  rewrite: lighterAlter,
  // What is INSTANT by itself may rebuild beside a clause that is not.
  onlyWith: ["cost", "maintenance"],
  find: ({ clause: { table }, cost }, { statement }) =>
    (cost.algorithm === "INPLACE" && cost.rebuilds) ||
    (statement.type === "ALTER_TABLE" && statement.algorithm === "INPLACE" && statement.rebuilds) ||
    statement.type === "OPTIMIZE_TABLE" ||
    statement.type === "REPAIR_TABLE"
      ? `${table} is rebuilt while it is in use.`
      : undefined,
};
