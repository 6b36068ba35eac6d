import { buildColumn } from "../../schema/column.ts";
import { findColumn } from "../../schema/table.ts";
import { quoteName } from "../../sql/write/quote.ts";
import { findRow } from "../checks/find-row.ts";
import { misfits } from "../checks/misfits.ts";
import type { RiskFactor } from "../factor.ts";
import { knownTable } from "../known-table.ts";

export const lossyChange: RiskFactor<"modify-column" | "convert-charset" | "add-index"> = {
  id: "lossy-change",
  title: "May change stored values",
  points: 60,
  why: "Values that do not fit the new definition are cut, rounded or refused: in strict mode the migration fails half way, otherwise data is lost in silence.",
  instead:
    "Count the rows that do not fit first; or add a new column, copy with an explicit conversion, and switch.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/alter-table.html"],
  examples: {
    risky: [
      "ALTER TABLE users MODIFY name VARCHAR(5) NOT NULL DEFAULT ''",
      "ALTER TABLE orders MODIFY total DECIMAL(10,2) NOT NULL",
      "ALTER TABLE orders MODIFY state ENUM('new') NOT NULL DEFAULT 'new' COMMENT 'as shown'",
      "ALTER TABLE sums MODIFY whole INT AS (part * 3) STORED",
      "ALTER TABLE unheard_of MODIFY a INT",
    ],
    safe: [
      "ALTER TABLE users MODIFY name VARCHAR(200) NOT NULL DEFAULT ''",
      "ALTER TABLE users MODIFY age BIGINT",
    ],
  },
  kinds: ["modify-column", "convert-charset", "add-index"],
  find({ clause, dataLoss }, { statement }) {
    const { table } = clause;
    if (clause.kind === "add-index") {
      return statement.uses.features.has("ignores-duplicates")
        ? `Rows of ${table} that repeat a value of the new index are deleted.`
        : undefined;
    }
    if (dataLoss === "none") return undefined;
    const what = clause.kind === "modify-column" ? `${table}.${clause.column}` : table;
    return dataLoss === "lossy"
      ? `Values of ${what} may be changed or refused by the new definition.`
      : `Whether the values of ${what} survive cannot be told: the old definition is not known.`;
  },
  check({ clause, dataLoss }, context) {
    if (clause.kind !== "modify-column" || dataLoss === "none") return undefined;
    const { target, column, definition } = clause;
    const table = knownTable(target, context);
    const old = table && findColumn(table, column);
    if (!old || old.generated || definition.generated) return undefined;
    const condition = misfits(quoteName(column), old.type, buildColumn(definition, table).type);
    return condition && findRow(target, condition, column);
  },
};
