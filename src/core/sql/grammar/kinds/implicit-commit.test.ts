import { expect, it } from "vitest";
import { parseEngine } from "../../engine.ts";
import { parseStatement } from "../parse-statement.ts";
import { implicitCommits } from "./implicit-commit.ts";
import { statementKinds } from "./kinds.ts";

it("every type of statement says whether it commits, and no other", () => {
  const types = new Set(statementKinds.map(({ type }) => type));
  expect(new Set(Object.keys(implicitCommits))).toEqual(types);
});

const commits = (sql: string, engine: string) =>
  parseStatement(sql, { ansiQuotes: false, noBackslashEscapes: false, engine: parseEngine(engine) }).commits;

it.each([
  ["START TRANSACTION", true, true],
  ["BEGIN", true, true],
  ["LOCK TABLES t WRITE", true, true],
  ["UNLOCK TABLES", false, false],
  ["ANALYZE TABLE t", true, true],
  ["CHECK TABLE t", true, true],
  ["CHECKSUM TABLE t", false, false],
  ["FLUSH STATUS", true, true],
  ["CACHE INDEX t IN hot", true, false],
  ["LOAD INDEX INTO CACHE t", true, false],
  ["CREATE SERVER s FOREIGN DATA WRAPPER mysql OPTIONS (HOST 'x')", true, true],
  ["CREATE TEMPORARY TABLE t (a INT)", false, false],
  ["CREATE TABLE t (a INT)", true, true],
  ["DROP TEMPORARY TABLE t", false, false],
  ["DROP TABLE t", true, true],
  ["SET ROLE NONE", false, false],
  ["SET PASSWORD = 'x'", true, true],
  ["GRANT SELECT ON d.* TO u", true, true],
  ["UPDATE t SET a = 1", false, false],
])("%s commits on MySQL: %s, on MariaDB: %s", (sql, mysql, mariadb) => {
  expect([commits(sql, "mysql-9.7"), commits(sql, "mariadb-10.11")]).toEqual([mysql, mariadb]);
});
