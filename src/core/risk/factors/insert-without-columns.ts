import type { RiskFactor } from "../factor.ts";
import { nameColumns } from "../rewrites/name-columns.ts";

export const insertWithoutColumns: RiskFactor<"insert" | "replace"> = {
  id: "insert-without-columns",
  title: "Inserts without naming the columns",
  points: 10,
  why: "The statement means other columns, or fails (error 1136), as soon as the table gets one more.",
  instead: "Name the columns: `INSERT INTO t (a, b) VALUES …`.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/insert.html"],
  examples: {
    risky: ["INSERT INTO notes VALUES (1, 'a')"],
    safe: ["INSERT INTO notes (id, body) VALUES (1, 'a')", "INSERT INTO notes SET id = 1"],
  },
  rewrite: nameColumns,
  kinds: ["insert", "replace"],
  find: ({ clause: { table, columns } }) =>
    columns === "unnamed" ? `The columns of ${table} that it fills are not named.` : undefined,
};
