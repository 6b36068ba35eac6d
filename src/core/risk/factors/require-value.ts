import { findColumn } from "../../schema/table.ts";
import { quoteName } from "../../sql/write/quote.ts";
import { canBeAsked } from "../checks/can-be-asked.ts";
import { findRow } from "../checks/find-row.ts";
import type { RiskFactor } from "../factor.ts";
import { knownTable } from "../known-table.ts";
import { defaultFirst } from "../rewrites/in-two-migrations.ts";

export const requireValue: RiskFactor<"modify-column"> = {
  id: "require-value",
  title: "Sets NOT NULL on a column that exists",
  points: 35,
  why: "A NULL in any row makes the migration fail (error 1138), or becomes 0 or '' outside strict mode; code that writes NULL fails from then on.",
  instead:
    "Look first: `SELECT 1 FROM t WHERE a IS NULL LIMIT 1`; fill the NULLs and make the code write values before.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/alter-table.html"],
  examples: {
    risky: ["ALTER TABLE users MODIFY age INT NOT NULL"],
    safe: [
      "ALTER TABLE users MODIFY age BIGINT",
      "ALTER TABLE users MODIFY name VARCHAR(200) NOT NULL DEFAULT ''",
      "ALTER TABLE users ADD size INT NOT NULL DEFAULT 0",
    ],
  },
  rewrite: defaultFirst,
  kinds: ["modify-column"],
  find({ clause: { table, target, column, definition } }, context) {
    if (definition.nullable !== false) return undefined;
    const before = knownTable(target, context);
    const old = before && findColumn(before, column);
    return old?.nullable === false
      ? undefined
      : `${table}.${definition.name} may hold no NULL for this to succeed.`;
  },
  check: ({ clause: { target, column } }, context) =>
    canBeAsked(target, [column], context) ? findRow(target, `${quoteName(column)} IS NULL`) : undefined,
};
