import type { DescribedStatement } from "../../change/change.ts";
import type { RiskFactor } from "../factor.ts";
import { orderByKey } from "../rewrites/name-columns.ts";
import { dataStatements, rowsWrittenBy } from "../rows-written.ts";
import { readsAnyRows, takesAnyRows } from "../undetermined-rows.ts";
import type { RowsWritten } from "../write.ts";

/** What picks rows by a literal has no LIMIT; a query in what it assigns names another table. */
function writesAny(rows: RowsWritten | undefined, statement: DescribedStatement): "rows" | boolean {
  if (!rows) return false;
  if (rows.picks === undefined && takesAnyRows(rows.write, rows.resolution)) return "rows";
  if (statement.tables.length < 2) return false;
  if (rows.picks === undefined) return readsAnyRows(rows.write, rows.resolution);
  return dataStatements(statement).some((one) => readsAnyRows(one.statement, one.resolution));
}

function insertsAny(statement: DescribedStatement): boolean {
  return dataStatements(statement).some(
    ({ statement: one, resolution }) =>
      (one.kind === "insert" || one.kind === "replace") && readsAnyRows(one, resolution),
  );
}

export const limitWithoutOrder: RiskFactor<"update" | "delete" | "insert" | "replace"> = {
  id: "limit-without-order",
  title: "LIMIT without ORDER BY in a change",
  points: 15,
  why: "Which rows are hit is up to the server, and to each replica.",
  instead: "Add ORDER BY over the primary key.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/replication-features-limit.html"],
  examples: {
    risky: [
      "DELETE FROM notes LIMIT 10",
      "UPDATE users SET age = 1 WHERE age = 2 LIMIT 1",
      "UPDATE users SET age = 1 WHERE age = 2 ORDER BY age LIMIT 1",
      "DELETE FROM notes ORDER BY NULL LIMIT 10",
      "DELETE FROM notes ORDER BY RAND() LIMIT 10",
      "INSERT INTO notes (id) SELECT id FROM users LIMIT 10",
      "DELETE FROM notes WHERE id IN (SELECT id FROM (SELECT id FROM users LIMIT 10) u)",
      "WITH u AS (SELECT id FROM users LIMIT 10) DELETE FROM notes WHERE id IN (SELECT id FROM u)",
      "UPDATE users SET age = (SELECT total FROM orders LIMIT 1) WHERE id = 7",
    ],
    safe: [
      "DELETE FROM notes ORDER BY id LIMIT 10",
      "SELECT id FROM users LIMIT 1",
      "INSERT INTO notes (id) SELECT id FROM users ORDER BY 1 LIMIT 10",
      "DELETE FROM notes WHERE EXISTS (SELECT id FROM users LIMIT 1)",
      "DELETE FROM notes LIMIT 18446744073709551615",
    ],
  },
  rewrite: orderByKey,
  kinds: ["update", "delete", "insert", "replace"],
  find({ clause }, { statement }) {
    const isAny =
      clause.kind === "update" || clause.kind === "delete"
        ? writesAny(rowsWrittenBy(clause, statement), statement)
        : statement.copiesRows && insertsAny(statement);
    if (isAny === "rows") return `Which rows of ${clause.table} it hits is not determined.`;
    return isAny
      ? `What is written to ${clause.table} hangs on rows of a query that are not determined.`
      : undefined;
  },
};
