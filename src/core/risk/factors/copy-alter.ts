import type { RiskFactor } from "../factor.ts";
import { lighterAlter } from "../rewrites/lighter-alter.ts";

export const copyAlter: RiskFactor = {
  id: "copy-alter",
  title: "Copies the whole table",
  points: 40,
  grows: true,
  why: "The server writes the table anew row by row (ALGORITHM=COPY) and blocks every write until it is done: 10 s for a million rows.",
  instead:
    "Use an online schema change tool (gh-ost, pt-online-schema-change), or a form of the change that is INSTANT or INPLACE.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html"],
  examples: {
    risky: [
      "ALTER TABLE notes ENGINE = MyISAM",
      "ALTER TABLE users MODIFY age BIGINT",
      "ALTER TABLE users ADD v INT AS (age + 1) VIRTUAL, RENAME COLUMN name TO title",
    ],
    safe: ["ALTER TABLE users ADD COLUMN nick VARCHAR(50)"],
  },
  rewrite: lighterAlter,
  // Clauses that each could do better may be copied together.
  onlyWith: ["cost"],
  find: ({ clause: { table }, cost }, { statement }) =>
    cost.algorithm === "COPY" || (statement.type === "ALTER_TABLE" && statement.algorithm === "COPY")
      ? `${table} is copied, and writes to it wait until that is done.`
      : undefined,
};
