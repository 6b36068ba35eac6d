import nodeSqlParser from "node-sql-parser/build/mysql.js";

/** A statement as another reader understands it, written out again; undefined = it cannot read it. */
export type SecondOpinion = (sql: string) => string | undefined;

const parser = new nodeSqlParser.Parser();

/**
 * node-sql-parser's. It reads a part of MySQL only, takes `--1` for a comment and does not see code in executable
 * comments: so do people and other tools, and where it understands something else than the server, a reviewer may too.
 */
export const askNodeSqlParser: SecondOpinion = (sql) => {
  if (sql.length > longest || !parted.test(sql) || isDeep(sql)) return undefined;
  try {
    return parser.sqlify(parser.astify(sql, { database: "MySQL" }), { database: "MySQL" });
  } catch {
    // Its grammar ends here, which says nothing about the statement.
    return undefined;
  }
};

/** Where readings part: comments, and what sql_mode changes. Of anything else a difference is that parser's mistake. */
const parted = /--|#|\/\*|\\|"|\|\|/;

/** Its time doubles with every bracket inside another (CAST in CAST, JOIN in JOIN), and grows with what stands beside it. */
const deepest = 3;
const longest = 8000;

function isDeep(sql: string): boolean {
  let depth = 0;
  for (const bracket of sql.match(/[()]/g) ?? []) {
    depth += bracket === "(" ? 1 : -1;
    if (depth > deepest) return true;
  }
  return false;
}
