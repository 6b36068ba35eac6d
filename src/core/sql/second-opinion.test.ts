import nodeSqlParser from "node-sql-parser/build/mysql.js";
import { describe, expect, it } from "vitest";
import { tablesMetWhole } from "../../testing/read-trees.ts";
import { parseStatement } from "./grammar/parse-statement.ts";
import { askNodeSqlParser } from "./second-opinion.ts";

/**
 * Where node-sql-parser reads DML as we do, and where it does not and MySQL itself is on our side: the second is what
 * the factor readers-disagree tells a reviewer.
 */
const parser = new nodeSqlParser.Parser();
const mode = {
  ansiQuotes: false,
  noBackslashEscapes: false,
  engine: { flavour: "mysql", version: 90700 },
} as const;

function theirs(sql: string) {
  const { tableList, ast } = parser.parse(sql, { database: "MySQL" });
  const [first] = [ast].flat();
  const tables = tableList.map((entry) => entry.split("::").slice(1).join(".").replace("null.", ""));
  return {
    tables: [...new Set(tables)].sort(),
    where: first && "where" in first ? first.where !== null : undefined,
  };
}

function ours(sql: string) {
  const { tables, clauses } = parseStatement(sql, mode);
  const names = tables.map(({ database, table }) => (database ? `${database}.${table}` : table));
  const writes = clauses.some(({ kind }) => kind === "update" || kind === "delete");
  const where = writes ? tablesMetWhole(sql, mode).length === 0 : undefined;
  return { tables: [...new Set(names)].sort(), where };
}

describe("node-sql-parser agrees", () => {
  it.each([
    "INSERT INTO t (a, b) VALUES (1, 'x'), (2, NULL)",
    "INSERT INTO d.t (a) SELECT a FROM s JOIN u ON s.id = u.id WHERE s.b > 1",
    "INSERT INTO t SELECT 1 FROM s WHERE NOT EXISTS (SELECT 1 FROM u WHERE u.id = s.id)",
    "REPLACE INTO t (a) VALUES (1)",
    "SELECT * FROM a LEFT JOIN b USING (id), c WHERE a.id IN (SELECT id FROM e)",
    "SELECT x.n FROM (SELECT COUNT(*) AS n FROM t GROUP BY a) AS x",
    "SELECT a FROM t UNION ALL SELECT b FROM s",
  ])("on the tables of %s", (sql) => expect(ours(sql).tables).toEqual(theirs(sql).tables));

  it.each([
    "UPDATE t SET a = 1",
    "UPDATE t SET a = 1 WHERE id = 5",
    "UPDATE d.t SET a = a + 1 WHERE id IN (SELECT id FROM s)",
    "DELETE FROM t",
    "DELETE FROM t WHERE a < NOW() - INTERVAL 1 DAY",
    "DELETE a FROM a JOIN b ON a.id = b.id WHERE b.x = 1",
  ])("on the tables and the WHERE of %s", (sql) => expect(ours(sql)).toEqual(theirs(sql)));
});

describe("node-sql-parser is wrong, and MySQL agrees with us", () => {
  it("takes --1 for a comment", () => {
    const sql = "UPDATE t SET a=1 WHERE id=1 --1 OR 1=1";
    expect([ours(sql).where, theirs(sql).where]).toEqual([false, true]);
  });

  it("does not see code in executable comments", () => {
    const sql = "SELECT * FROM a /*! , b */";
    expect([ours(sql).tables, theirs(sql).tables]).toEqual([["a", "b"], ["a"]]);
  });

  it("refuses valid statements", () => {
    const sql = "DELETE FROM t PARTITION (p0) WHERE a = 1";
    expect(parseStatement(sql, mode).parsed).toBe(true);
    expect(() => theirs(sql)).toThrow();
  });
});

describe("whether it is asked at all", () => {
  const nested = (depth: number) =>
    `UPDATE t SET a = 1 WHERE ${"CAST(".repeat(depth)}1${" AS CHAR)".repeat(depth)} /* all */`;

  it.each([
    "UPDATE t SET a = 1 WHERE id = 1 --1 OR 1 = 1",
    "UPDATE t SET a = 1 WHERE id = 1 /* OR 1 */",
    nested(3),
  ])("of %s", (sql) => expect(askNodeSqlParser(sql)).toMatch(/^UPDATE/));

  it.each([
    ["nothing in which readings part", "DELETE FROM users WHERE active IS NOT UNKNOWN"],
    ["brackets in one another, which take it twice the time each", nested(4)],
    ["a hundred thousand of them", nested(100_000)],
    ["a long one", `DELETE FROM t WHERE a = '${"x".repeat(8000)}' --1`],
  ])("not of %s", (_, sql) => expect(askNodeSqlParser(sql)).toBeUndefined());
});
