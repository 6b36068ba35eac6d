import type { RiskFactor } from "../factor.ts";

export const unreadableStatement: RiskFactor = {
  id: "unreadable-statement",
  title: "Cannot be read",
  points: 100,
  why: "A statement that is not understood may do anything; it is judged as if it did.",
  instead: "Fix the syntax, or split the statement until its parts are understood.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/sql-statements.html"],
  examples: {
    risky: ["FROBNICATE TABLE users", "ALTER TABLE users ADD COLUMN"],
    safe: ["SELECT 1"],
  },
  onlyWith: ["unparsed"],
  findInStatement: ({ parsed, unparsed }) =>
    parsed ? undefined : `The statement was not understood from here on: ${unparsed ?? "its first word"}`,
};
