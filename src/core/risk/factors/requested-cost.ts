import type { DescribedStatement } from "../../change/change.ts";
import type { RiskFactor } from "../factor.ts";
import { withoutRequest } from "../rewrites/lighter-alter.ts";

export const requestedCost: RiskFactor = {
  id: "requested-cost",
  title: "Asks for a slower way than needed",
  points: 40,
  grows: true,
  why: "ALGORITHM=COPY and LOCK=SHARED or EXCLUSIVE make the server block writes also where it would not have to.",
  instead: "Leave the clause out, or ask for the least: `ALGORITHM=INSTANT`, `ALGORITHM=INPLACE, LOCK=NONE`.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-performance.html"],
  examples: {
    risky: [
      "ALTER TABLE users ADD COLUMN nick VARCHAR(50), ALGORITHM=COPY",
      "CREATE INDEX by_age ON users (age) LOCK = EXCLUSIVE",
    ],
    safe: [
      "ALTER TABLE users ADD COLUMN nick VARCHAR(50), ALGORITHM=INSTANT",
      "ALTER TABLE users ADD INDEX (age), LOCK=NONE",
    ],
  },
  rewrite: withoutRequest,
  onlyWith: ["requested-cost"],
  find: ({ clause: { table } }, { statement: { requested } }) =>
    table !== "" && isSlow(requested) ? `The statement asks for more than ${table} may need.` : undefined,
};

function isSlow({ algorithm, lock }: DescribedStatement["requested"]): boolean {
  return algorithm === "COPY" || lock === "SHARED" || lock === "EXCLUSIVE";
}
