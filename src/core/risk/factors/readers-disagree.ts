import type { DescribedStatement } from "../../change/change.ts";
import type { Clause } from "../../sql/clause.ts";
import { everyRowOf } from "../../sql/clause-parts.ts";
import { parseStatement } from "../../sql/grammar/parse-statement.ts";
import type { RiskFactor } from "../factor.ts";

export const readersDisagree: RiskFactor = {
  id: "readers-disagree",
  title: "Can be read in two ways",
  points: 30,
  why: "Another reader of MySQL takes the statement for something else than the server does, and so may a reviewer.",
  instead: "Write it plainly: no code in comments, and white space after the `--` of a comment.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/ansi-diff-comments.html"],
  examples: {
    risky: [
      "UPDATE users SET age = 1 WHERE id = 1 --1 OR 1 = 1",
      "DELETE FROM users WHERE id = 1 /*! OR TRUE */",
    ],
    safe: [
      "UPDATE users SET age = 1 WHERE id = 1 -- 1 OR 1 = 1",
      "DELETE FROM users WHERE id = 1 /* OR TRUE */",
    ],
  },
  types: ["UPDATE", "DELETE"],
  findInStatement: (statement, { secondOpinion }) => {
    const theirs = secondOpinion?.(statement.text);
    if (theirs === undefined) return undefined;
    const { tables, clauses } = parseStatement(theirs, statement.mode);
    const [ours, others] = [
      summary(
        statement.tables,
        statement.changes.map(({ clause }) => clause),
      ),
      summary(tables, clauses),
    ];
    return ours === others
      ? undefined
      : `The server's reading is "${ours}", node-sql-parser's is "${others}".`;
  },
};

function summary(tables: DescribedStatement["tables"], clauses: readonly Clause[]): string {
  const names = new Set(tables.map(({ database, table }) => (database ? `${database}.${table}` : table)));
  const rows = clauses.some(everyRowOf) ? "every row" : "some rows";
  return `${rows} of ${[...names].sort().join(" and ")}`;
}
