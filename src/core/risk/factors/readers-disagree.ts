import type { DescribedStatement } from "../../change/change.ts";
import { keyOf } from "../../schema/names.ts";
import { parseStatement } from "../../sql/grammar/parse-statement.ts";
import type { RiskFactor } from "../factor.ts";
import { rowsWritten } from "../rows-written.ts";
import { meetsEveryRow } from "../write.ts";

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
  onlyWith: ["second-opinion"],
  findInStatement: (statement, { secondOpinion }) => {
    const theirs = secondOpinion?.(statement.text);
    if (theirs === undefined) return undefined;
    const { mode, scope } = statement;
    const { tables } = parseStatement(theirs, mode);
    const [ours, others] = [
      statement,
      { text: theirs, mode, scope, tables, known: knownIn(statement, tables) },
    ].map(summary);
    return ours === others
      ? undefined
      : `The server's reading is "${ours}", node-sql-parser's is "${others}".`;
  },
};

type Tables = DescribedStatement["tables"];

/** The tables of the other reading, as far as the server's names them too. */
function knownIn({ tables, known, scope }: DescribedStatement, theirs: Tables): DescribedStatement["known"] {
  const byKey = new Map(tables.map((reference, i) => [keyOf(reference, scope), known[i]]));
  return theirs.map((reference) => byKey.get(keyOf(reference, scope)));
}

function summary(statement: Parameters<typeof rowsWritten>[0]): string {
  const names = new Set(
    statement.tables.map(({ database, table }) => (database ? `${database}.${table}` : table)),
  );
  const rows = rowsWritten(statement).some(meetsEveryRow) ? "every row" : "some rows";
  return `${rows} of ${[...names].sort().join(" and ")}`;
}
