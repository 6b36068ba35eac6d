import { findColumn } from "../../schema/table.ts";
import type { RiskFactor } from "../factor.ts";

export const hideColumn: RiskFactor<"column-visibility" | "modify-column"> = {
  id: "hide-column",
  title: "Makes a column invisible",
  points: 15,
  why: "Queries with `SELECT *` and INSERT without a column list no longer see the column.",
  instead: "Name the columns in the code first.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/invisible-columns.html"],
  examples: {
    risky: ["ALTER TABLE users ALTER COLUMN age SET INVISIBLE", "ALTER TABLE users MODIFY age INT INVISIBLE"],
    safe: ["ALTER TABLE users ADD COLUMN nick VARCHAR(50)"],
  },
  kinds: ["column-visibility", "modify-column"],
  find({ clause }, { statement }) {
    if (clause.kind === "modify-column") {
      const known = statement.known[0];
      const isHidden = known && findColumn(known, clause.column)?.invisible;
      if (!clause.definition.invisible || isHidden) return undefined;
    }
    return `The visibility of ${clause.table}.${clause.column} changes.`;
  },
};
