import { sayEveryRow } from "../every-row.ts";
import type { RiskFactor } from "../factor.ts";
import { inBatches } from "../rewrites/in-batches.ts";

export const updateEveryRow: RiskFactor<"update" | "replace"> = {
  id: "update-every-row",
  title: "Updates without a bound",
  points: 60,
  why: "Every row is rewritten in one transaction: writers wait until it is over (16 s for a million rows), and the old values are gone.",
  instead: "Update in batches by primary key, with a WHERE that picks the rows that need it.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/update.html"],
  examples: {
    risky: [
      "UPDATE users SET age = 1",
      "UPDATE users SET age = 1 WHERE 1",
      "INSERT INTO users (id, name) SELECT id, name FROM users AS old ON DUPLICATE KEY UPDATE age = 1",
      "REPLACE INTO labels (id, name) SELECT id, name FROM labels",
    ],
    safe: [
      "UPDATE users SET age = 1 WHERE id = 1",
      "INSERT INTO users (id) SELECT id FROM old_visits ON DUPLICATE KEY UPDATE age = 1",
    ],
  },
  rewrite: inBatches,
  kinds: ["update", "replace"],
  find: ({ clause }, { statement }) => sayEveryRow(clause, statement, "rewritten"),
};
