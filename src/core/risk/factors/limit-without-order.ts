import type { RiskFactor } from "../factor.ts";
import { orderByKey } from "../rewrites/name-columns.ts";
import { rowsWrittenBy } from "../rows-written.ts";

export const limitWithoutOrder: RiskFactor<"update" | "delete"> = {
  id: "limit-without-order",
  title: "LIMIT without ORDER BY in a change",
  points: 15,
  why: "Which rows are hit is up to the server, and to each replica.",
  instead: "Add ORDER BY over the primary key.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/replication-features-limit.html"],
  examples: {
    risky: ["DELETE FROM notes LIMIT 10", "UPDATE users SET age = 1 WHERE age = 2 LIMIT 1"],
    safe: ["DELETE FROM notes ORDER BY id LIMIT 10", "SELECT id FROM users LIMIT 1"],
  },
  rewrite: orderByKey,
  kinds: ["update", "delete"],
  find({ clause }, { statement }) {
    const write = rowsWrittenBy(clause, statement)?.write;
    return write?.limit && write.orderBy.length === 0
      ? `Which rows of ${clause.table} it hits is not determined.`
      : undefined;
  },
};
