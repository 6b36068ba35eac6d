import type { RiskFactor } from "../factor.ts";
import { rowsWrittenBy } from "../rows-written.ts";
import { choosesNone } from "../write.ts";

export const limitAlone: RiskFactor<"update" | "delete"> = {
  id: "limit-alone",
  title: "Nothing but LIMIT bounds a change",
  points: 15,
  why: "No condition says which rows are meant: run once more, the statement takes the next ones, and with fewer rows than the limit it takes them all.",
  instead: "Add a WHERE that picks the rows, and keep the LIMIT to bound each run.",
  links: [
    "https://dev.mysql.com/doc/refman/8.4/en/delete.html",
    "https://dev.mysql.com/doc/refman/8.4/en/update.html",
  ],
  examples: {
    risky: [
      "DELETE FROM notes ORDER BY id LIMIT 10",
      "UPDATE users SET age = 1 WHERE id IS NOT NULL LIMIT 5",
    ],
    safe: ["DELETE FROM notes WHERE id < 100 ORDER BY id LIMIT 10", "DELETE FROM notes"],
  },
  kinds: ["update", "delete"],
  find({ clause }, { statement }) {
    const rows = rowsWrittenBy(clause, statement);
    return rows?.limited && choosesNone(rows)
      ? `Nothing but the LIMIT says how many rows of ${clause.table} it hits.`
      : undefined;
  },
};
