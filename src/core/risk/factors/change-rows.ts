import { affectedRows } from "../affected-rows.ts";
import type { RiskFactor } from "../factor.ts";
import { inBatches } from "../rewrites/in-batches.ts";
import { rowsWrittenBy } from "../rows-written.ts";
import { meetsEveryRow } from "../write.ts";

export const changeRows: RiskFactor<"update" | "delete" | "insert" | "replace"> = {
  id: "change-rows",
  title: "Changes rows whose number is not known",
  points: 10,
  grows: true,
  why: "One transaction over many rows locks them all until it ends, and replicas fall behind by as long.",
  instead: "Bound it: by primary key, in batches of a few thousand rows.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/innodb-locks-set.html"],
  examples: {
    risky: [
      "UPDATE users SET age = 1 WHERE age IS NULL",
      "DELETE FROM visits WHERE seen < '2024-01-01'",
      "INSERT INTO notes (id) SELECT id FROM users",
    ],
    safe: [
      "INSERT INTO notes (id) VALUES (1)",
      "UPDATE users SET age = 1 WHERE id = 7",
      "DELETE FROM visits WHERE seen < '2024-01-01' ORDER BY id LIMIT 1000",
      "UPDATE users SET age = 1",
      "CREATE TABLE fresh (id INT PRIMARY KEY); UPDATE fresh SET id = 2 WHERE id = 1",
    ],
  },
  rewrite: inBatches,
  kinds: ["update", "delete", "insert", "replace"],
  find({ clause }, context) {
    const { table } = clause;
    const writes = clause.kind === "update" || clause.kind === "delete";
    const { statement } = context;
    const found = (writes || statement.copiesRows) && !meetsEveryRow(rowsWrittenBy(clause, statement));
    if (!found) return undefined;
    const rows = affectedRows(context);
    return rows !== undefined && rows <= few
      ? undefined
      : `How many rows of ${table} this changes is not known.`;
  },
};

/** A batch that nobody waits for. */
const few = 1000;
