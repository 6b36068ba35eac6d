import { describe, expect, test } from "vitest";
import { parseEngine } from "../engine.ts";
import type { LexMode } from "../mode.ts";
import type { Feature } from "../uses.ts";
import { parseStatement } from "./parse-statement.ts";

const on = (engine: string): LexMode => ({
  ansiQuotes: false,
  noBackslashEscapes: false,
  engine: parseEngine(engine),
});

const usesOf = (sql: string, engine = "mysql-9.7") => parseStatement(sql, on(engine)).uses;
const featuresOf = (sql: string, engine?: string) => [...usesOf(sql, engine).features];

/** Each feature: what uses it, whether or not the server still reads it, and what only looks like it. */
const features: Readonly<Record<Feature, { uses: readonly string[]; not: readonly string[] }>> = {
  "grant-identified": {
    uses: ["GRANT SELECT ON d.* TO u IDENTIFIED BY 'x'", "grant all on *.* to u identified by password '*A'"],
    not: ["CREATE USER u IDENTIFIED BY 'x'", "GRANT SELECT ON d.* TO u /* IDENTIFIED BY 'x' */"],
  },
  "password-function": {
    uses: ["SELECT PASSWORD('x')", "SET PASSWORD = PASSWORD('x')", "UPDATE t SET a = password ('x')"],
    not: ["CREATE TABLE t (password INT, KEY password (password))", "SET PASSWORD = 'x'"],
  },
  "query-cache": {
    uses: ["RESET QUERY CACHE", "FLUSH QUERY CACHE", "FLUSH LOCAL STATUS, QUERY CACHE"],
    not: ["FLUSH STATUS", "KILL QUERY 1"],
  },
  "sorted-groups": {
    uses: ["SELECT a FROM t GROUP BY a DESC", "INSERT INTO t SELECT a FROM u GROUP BY b, a ASC"],
    not: ["SELECT GROUP_CONCAT(a ORDER BY b DESC) FROM t GROUP BY c ORDER BY c DESC"],
  },
  "procedure-analyse": {
    uses: ["SELECT a FROM t LIMIT 1 PROCEDURE ANALYSE()", "SELECT a FROM t PROCEDURE ANALYSE(10, 20)"],
    not: ["SELECT analyse FROM t"],
  },
  "type-for-engine": {
    uses: ["CREATE TABLE t (a INT) TYPE = InnoDB", "ALTER TABLE t TYPE MyISAM"],
    not: ["CREATE TABLE t (type INT)", "CREATE TABLE t (a INT, KEY (a) USING BTREE)"],
  },
  "two-digit-year": {
    uses: ["CREATE TABLE t (a YEAR(2))", "ALTER TABLE t ADD a year (2)"],
    not: ["SELECT YEAR(2)", "CREATE TABLE t (a YEAR(4))"],
  },
  "master-and-slave": {
    uses: [
      "RESET MASTER",
      "RESET SLAVE ALL",
      "START SLAVE",
      "STOP SLAVE",
      "SHOW MASTER STATUS",
      "SHOW MASTER LOGS",
      "SHOW SLAVE HOSTS",
      "PURGE MASTER LOGS TO 'x'",
      "CHANGE MASTER TO MASTER_HOST = 'h'",
    ],
    not: ["RESET REPLICA ALL", "START REPLICA", "PURGE BINARY LOGS TO 'x'"],
  },
  "flush-hosts": { uses: ["FLUSH HOSTS", "FLUSH LOGS, HOSTS"], not: ["FLUSH LOGS"] },
  "native-password": {
    uses: [
      "CREATE USER u IDENTIFIED WITH mysql_native_password BY 'x'",
      "ALTER USER u IDENTIFIED /* as ever */ WITH 'MYSQL_NATIVE_PASSWORD'",
    ],
    not: ["CREATE USER u IDENTIFIED WITH caching_sha2_password BY 'IDENTIFIED WITH mysql_native_password'"],
  },
  definer: {
    uses: [
      "CREATE DEFINER = u@h VIEW v AS SELECT 1",
      "CREATE DEFINER=CURRENT_USER PROCEDURE p() SELECT 1",
      "ALTER DEFINER = u EVENT e DISABLE",
    ],
    not: ["CREATE SQL SECURITY DEFINER VIEW v AS SELECT 1"],
  },
  "locks-rows": {
    uses: [
      "SELECT a FROM t FOR UPDATE",
      "INSERT INTO t SELECT a FROM u FOR UPDATE SKIP LOCKED",
      "SELECT a FROM t FOR SHARE",
      "SELECT a FROM t LOCK IN SHARE MODE",
    ],
    not: ["CHECK TABLE t FOR UPGRADE"],
  },
  "writes-file": {
    uses: ["SELECT a FROM t INTO OUTFILE 'x'", "SELECT a INTO DUMPFILE 'x' FROM t"],
    not: ["SELECT a INTO @x FROM t", "SELECT 'INTO OUTFILE'"],
  },
  "loads-library": {
    uses: ["INSTALL PLUGIN p SONAME 'x.so'", "CREATE FUNCTION f RETURNS STRING SONAME 'x.so'"],
    not: ["CREATE FUNCTION f() RETURNS INT RETURN 1", "INSTALL COMPONENT 'file://x'"],
  },
  "ignores-duplicates": {
    uses: ["ALTER IGNORE TABLE t ADD UNIQUE (a)"],
    not: ["ALTER TABLE t ADD UNIQUE (a)", "INSERT IGNORE INTO t VALUES (1)"],
  },
  "global-transaction": {
    uses: ["SET GLOBAL TRANSACTION READ ONLY"],
    not: ["SET TRANSACTION READ ONLY", "SET SESSION TRANSACTION READ ONLY", "SET GLOBAL a = 1"],
  },
  subquery: {
    uses: [
      "SELECT (SELECT 1)",
      "DELETE FROM t WHERE a NOT IN (SELECT 1)",
      "DELETE FROM t WHERE EXISTS (SELECT 1) OR a > ALL (SELECT 2)",
    ],
    not: ["SELECT a FROM (SELECT 1 AS a) b", "INSERT INTO t SELECT 1"],
  },
  "truth-in-set": {
    uses: ["UPDATE t SET a = 1 AND b = 2", "INSERT INTO t (a) VALUES (1) ON DUPLICATE KEY UPDATE a = b = 1"],
    not: ["UPDATE t SET a = 1, b = 2 WHERE c = 1 AND d = 2"],
  },
  "own-variable": {
    uses: [
      "SELECT @@hostname",
      "UPDATE t SET a = @@GLOBAL.server_id",
      "INSERT INTO t VALUES (@@server_uuid)",
    ],
    not: ["SELECT @@sql_mode", "SELECT @hostname, hostname", "SELECT @@global.max_connections"],
  },
  pipes: { uses: ["SELECT a || b FROM t"], not: ["SELECT '||' FROM t", "SELECT a OR b FROM t"] },
};

/** MariaDB's alone. */
const elsewhere = new Map([["ignores-duplicates", "mariadb-10.11"]]);

describe.each(Object.entries(features))("%s", (feature, { uses, not }) => {
  test.each(uses)("is in %s", (sql) => {
    expect(featuresOf(sql, elsewhere.get(feature))).toContain(feature);
  });

  test.each(not)("is not in %s", (sql) => {
    expect(featuresOf(sql, elsewhere.get(feature))).not.toContain(feature);
  });
});

test("removed syntax is noted where a server still reads it, too", () => {
  expect(parseStatement("FLUSH HOSTS", on("mysql-8.0"))).toMatchObject({ parsed: true });
  expect(featuresOf("FLUSH HOSTS", "mysql-8.0")).toEqual(["flush-hosts"]);
  expect(parseStatement("FLUSH HOSTS", on("mysql-8.4"))).toMatchObject({ parsed: false });
  expect(parseStatement("SELECT a FROM t PROCEDURE ANALYSE()", on("mysql-5.7"))).toMatchObject({
    parsed: true,
  });
});

test.each([
  ["SELECT sleep (1), IF(a, b, Uuid())", ["IF", "SLEEP", "UUID"]],
  ["SELECT sleep, 'SLEEP(1)', `sleep`(1), d.sleep(1), NOW FROM t -- SLEEP(1)", []],
  ["ALTER TABLE t ADD uuid INT, ADD KEY uuid (uuid)", []],
  ["CREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW SET NEW.a = RAND()", ["RAND"]],
  ["PREPARE s FROM 'DO SLEEP(1)'", ["SLEEP"]],
  ["SELECT SLEEP(1) FROM t nobody reads this", ["SLEEP"]],
])("the functions of %s", (sql, functions) => {
  expect([...usesOf(sql).functions].sort()).toEqual(functions);
});

test("MariaDB runs functions to explain a statement, and SETVAL alters a sequence", () => {
  const kindsIn = (sql: string, engine: string) =>
    parseStatement(sql, on(engine)).clauses.map(({ kind }) => kind);
  const explained = "EXPLAIN SELECT * FROM (SELECT loud() AS x) AS d";
  expect(kindsIn(explained, "mariadb-10.11")).toEqual(["call"]);
  expect(kindsIn(explained, "mysql-9.7")).toEqual([]);
  expect(kindsIn("EXPLAIN DELETE FROM t WHERE a = 1", "mariadb-10.11")).toEqual([]);
  expect(kindsIn("SELECT SETVAL(s, 5)", "mariadb-10.11")).toEqual(["alter-other", "select"]);
});
