import nodeSqlParser from "node-sql-parser/build/mysql.js";

/** A statement as another reader understands it, written out again; undefined = it cannot read it. */
export type SecondOpinion = (sql: string) => string | undefined;

const parser = new nodeSqlParser.Parser();

/**
 * node-sql-parser's. It reads a part of MySQL only, takes `--1` for a comment and does not see code in executable
 * comments: so do people and other tools, and where it understands something else than the server, a reviewer may too.
 */
export const askNodeSqlParser: SecondOpinion = (sql) => {
  try {
    return parser.sqlify(parser.astify(sql, { database: "MySQL" }), { database: "MySQL" });
  } catch {
    // Its grammar ends here, which says nothing about the statement.
    return undefined;
  }
};
