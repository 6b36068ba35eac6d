import type { DescribedStatement } from "../../change/change.ts";
import { type ClauseOf, isOf } from "../../sql/clause.ts";
import type { RiskFactor } from "../factor.ts";
import { withoutRequest } from "../rewrites/lighter-alter.ts";

export const requestedCost: RiskFactor = {
  id: "requested-cost",
  title: "Asks for a slower way than needed",
  points: 40,
  grows: true,
  why: "ALGORITHM=COPY and LOCK=SHARED or EXCLUSIVE make the server block writes also where it would not have to; so do old_alter_table (MySQL) and alter_algorithm (MariaDB) for every ALTER TABLE that they are set for.",
  instead: "Leave the clause out, or ask for the least: `ALGORITHM=INSTANT`, `ALGORITHM=INPLACE, LOCK=NONE`.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-performance.html"],
  examples: {
    risky: [
      "ALTER TABLE users ADD COLUMN nick VARCHAR(50), ALGORITHM=COPY",
      "CREATE INDEX by_age ON users (age) LOCK = EXCLUSIVE",
      "SET old_alter_table = 1",
      "SET alter_algorithm = 'COPY'",
    ],
    safe: [
      "ALTER TABLE users ADD COLUMN nick VARCHAR(50), ALGORITHM=INSTANT",
      "ALTER TABLE users ADD INDEX (age), LOCK=NONE",
      "SET old_alter_table = OFF",
      "SET alter_algorithm = 'INSTANT'",
    ],
  },
  rewrite: withoutRequest,
  onlyWith: ["requested-cost", "set-session"],
  find({ clause }, { statement: { requested } }) {
    if (isOf(clause, "set-session"))
      return setsSlow(clause) ? `${clause.variable} makes ALTER TABLE copy the whole table.` : undefined;
    const { table } = clause;
    return table !== "" && isSlow(requested)
      ? `The statement asks for more than ${table} may need.`
      : undefined;
  },
};

/** A value that is not known counts as the slower one. */
function setsSlow({ variable, value }: ClauseOf<"set-session">): boolean {
  const name = variable.toLowerCase();
  if (name !== "old_alter_table" && name !== "alter_algorithm") return false;
  // MariaDB's old_alter_table is alter_algorithm by its former name.
  return !/^\W*(DEFAULT|INPLACE|NOCOPY|INSTANT|OFF|FALSE|0)\W*$/i.test(value);
}

function isSlow({ algorithm, lock }: DescribedStatement["requested"]): boolean {
  return algorithm === "COPY" || lock === "SHARED" || lock === "EXCLUSIVE";
}
