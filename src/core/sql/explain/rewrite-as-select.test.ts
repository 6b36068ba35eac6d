import { describe, expect, test } from "vitest";
import { parseEngine } from "../engine.ts";
import { rewriteAsSelect } from "./rewrite-as-select.ts";

const mode = { ansiQuotes: false, noBackslashEscapes: false, engine: parseEngine("mysql-8.4") };
const mariadb = { ...mode, engine: parseEngine("mariadb-11.8") };

describe("a change becomes the SELECT of its rows", () => {
  test.each([
    ["UPDATE t SET a = 1", "SELECT 1 FROM t"],
    ["UPDATE LOW_PRIORITY IGNORE shop.t SET a = 1 WHERE b = 2", "SELECT 1 FROM shop.t WHERE b = 2"],
    ["update `t` as x set x.`set` = 'a' where x.`where` = 3", "SELECT 1 FROM `t` as x WHERE x.`where` = 3"],
    ["UPDATE t SET a = (SELECT f(1) WHERE 1) WHERE b = 2", "SELECT 1 FROM t WHERE b = 2"],
    ["UPDATE /*+ SET_VAR(max_execution_time = 0) */ t SET a = 1", "SELECT 1 FROM t"],
    ["INSERT INTO t SELECT /*+ RESOURCE_GROUP(g) */ a FROM s", "SELECT                          a FROM s"],
    ["UPDATE (a JOIN b) JOIN c SET a.x = 1 WHERE (a.y)", "SELECT 1 FROM (a JOIN b) JOIN c WHERE a.y"],
    ["UPDATE (a, b) SET a.x = 1 WHERE (a.y) = (1)", "SELECT 1 FROM (a, b) WHERE (a.y) = (1)"],
    ["UPDATE (a JOIN b), c SET a.x = 1", "SELECT 1 FROM a JOIN b, c"],
    ["UPDATE a, LATERAL (SELECT b FROM s) d SET a.x = 1", "SELECT 1 FROM a, LATERAL (SELECT b FROM s) d"],
    ["UPDATE { OJ a LEFT JOIN b ON a.x } SET a.x = 1", "SELECT 1 FROM a LEFT JOIN b ON a.x"],
    ["DELETE a FROM t PARTITION (p) AS a USE INDEX (k)", "SELECT 1 FROM t PARTITION (p) AS a USE INDEX (k)"],
    ["DELETE FROM `a-b` AS `select` PARTITION (p)", "SELECT 1 FROM `a-b` PARTITION (p) AS `select`"],
    ["UPDATE t PARTITION (p0, p1) SET a = 1", "SELECT 1 FROM t PARTITION (p0, p1)"],
    ["UPDATE t USE INDEX (k) SET a = 1", "SELECT 1 FROM t USE INDEX (k)"],
    ["UPDATE t -- really\n SET a = 1 WHERE /* all */ b > -1", "SELECT 1 FROM t WHERE b > -1"],
    ["UPDATE a JOIN b USING (id) SET a.x = b.x WHERE b.y", "SELECT 1 FROM a JOIN b USING (id) WHERE b.y"],
    ["UPDATE a, b SET a.x = 1 WHERE a.id = b.id", "SELECT 1 FROM a, b WHERE a.id = b.id"],
    [
      "WITH c AS (SELECT id FROM b) UPDATE a JOIN c USING (id) SET x = 1",
      "WITH c AS (SELECT id FROM b) SELECT 1 FROM a JOIN c USING (id)",
    ],
    ["DELETE FROM t", "SELECT 1 FROM t"],
    [
      "DELETE QUICK FROM shop.t AS x PARTITION (p0) WHERE x.a = 1",
      "SELECT 1 FROM shop.t PARTITION (p0) AS x WHERE x.a = 1",
    ],
    ["DELETE a, b.* FROM a JOIN b USING (id) WHERE a.x", "SELECT 1 FROM a JOIN b USING (id) WHERE a.x"],
    ["DELETE FROM a.* USING a JOIN b USING (id) WHERE a.x", "SELECT 1 FROM a JOIN b USING (id) WHERE a.x"],
    [
      "DELETE FROM t WHERE a IN (SELECT id FROM b WHERE c = MAX(1))",
      "SELECT 1 FROM t WHERE a IN (SELECT id FROM b WHERE c = MAX(1))",
    ],
    ["INSERT INTO t SELECT * FROM s WHERE a = 1", "SELECT * FROM s WHERE a = 1"],
    ["REPLACE INTO t (a, value) (SELECT 1, 2 FROM s)", "(SELECT 1, 2 FROM s)"],
    ["INSERT IGNORE shop.t PARTITION (p0) (a) TABLE s", "TABLE s"],
    ["INSERT INTO t SELECT a FROM s ON DUPLICATE KEY UPDATE a = f(1)", "SELECT a FROM s"],
    ["INSERT INTO t (a) WITH c AS (SELECT 1) SELECT * FROM c", "WITH c AS (SELECT 1) SELECT * FROM c"],
    [
      "INSERT INTO t (SELECT a FROM s) UNION ALL (SELECT a FROM u)",
      "(SELECT a FROM s) UNION ALL (SELECT a FROM u)",
    ],
    [
      "UPDATE t JOIN (SELECT a, COUNT(*) n FROM s GROUP BY a) d ON d.a = t.a SET t.n = d.n",
      "SELECT 1 FROM t JOIN (SELECT a, COUNT(*) n FROM s GROUP BY a) d ON d.a = t.a",
    ],
  ])("%s", (sql, select) => {
    expect(rewriteAsSelect(sql, mode)).toMatchObject({ select });
  });

  test("MariaDB's RETURNING is left out", () => {
    const sql = "DELETE FROM t WHERE a = 1 ORDER BY b LIMIT 7 RETURNING a";
    expect(rewriteAsSelect(sql, mariadb)).toMatchObject({ select: "SELECT 1 FROM t WHERE a = 1", atMost: 7 });
  });

  test.each([
    ["UPDATE t SET a = 1 WHERE b ORDER BY c LIMIT 10", "SELECT 1 FROM t WHERE b", 10],
    ["DELETE FROM t ORDER BY c LIMIT 5", "SELECT 1 FROM t", 5],
    ["INSERT INTO t SELECT a FROM s LIMIT 3, 4", "SELECT a FROM s LIMIT 3, 4", 4],
    ["INSERT INTO t SELECT a FROM s LIMIT 4 OFFSET 3", "SELECT a FROM s LIMIT 4 OFFSET 3", 4],
  ])("%s has a bound", (sql, select, atMost) => {
    expect(rewriteAsSelect(sql, mode)).toMatchObject({ select, atMost });
  });

  test("what it reads is told: not the table that an INSERT fills", () => {
    const tables = (sql: string) => {
      const question = rewriteAsSelect(sql, mode);
      return question && "tables" in question ? question.tables.map(({ table }) => table) : question;
    };
    expect(tables("INSERT INTO t SELECT * FROM s JOIN v")).toEqual(["s", "v"]);
    expect(tables("DELETE t FROM t JOIN v USING (id)")).toEqual(["t", "v"]);
    expect(tables("WITH c AS (SELECT * FROM v) UPDATE t JOIN c SET a = 1")).toEqual(["v", "t"]);
  });
});

test.each([
  "INSERT INTO t VALUES (1)",
  "INSERT INTO t SET a = (SELECT 1)",
  "INSERT INTO t (value) VALUES (1)",
  "REPLACE t VALUE (1)",
  "SELECT 1",
  "ALTER TABLE t ADD a INT",
  "TRUNCATE t",
  "",
])("%s asks for no rows", (sql) => {
  expect(rewriteAsSelect(sql, mode)).toBeUndefined();
});

describe("what a server might run in order to explain it is not asked", () => {
  const run = "might be run to explain it";
  test.each([
    ["DELETE FROM t WHERE a = f()", run],
    ["DELETE FROM t WHERE a = `f`()", run],
    ["DELETE FROM t WHERE a = shop.abs(1)", run],
    ["DELETE FROM t WHERE a = GET_LOCK('a', 0)", run],
    ["DELETE FROM t WHERE a = SLEEP (9)", run],
    ["DELETE FROM t WHERE a = LAST_INSERT_ID(9)", run],
    ["DELETE FROM t WHERE a = LOAD_FILE('/etc/passwd')", run],
    ["DELETE FROM t WHERE a = (SELECT COUNT(*) FROM s)", run],
    ["DELETE FROM t WHERE a > ALL (SELECT a FROM s)", run],
    ["DELETE FROM t WHERE NOT EXISTS (SELECT 1 FROM s)", run],
    ["DELETE FROM t WHERE 5 IN (SELECT MAX(a) FROM s)", run],
    ["DELETE FROM t WHERE NULL NOT IN (SELECT a FROM s)", run],
    ["DELETE FROM t WHERE a IN ((SELECT a FROM s))", run],
    ["DELETE FROM t WHERE a IN (1, (SELECT MAX(a) FROM s))", run],
    ["UPDATE t JOIN (SELECT MAX(a) m FROM s) d SET a = d.m", run],
    ["UPDATE t JOIN (SELECT a FROM s LIMIT 1) d SET a = d.a", run],
    ["UPDATE t JOIN (SELECT 1 AS a FROM s GROUP BY 1) d SET t.a = d.a", run],
    ["UPDATE t JOIN ((SELECT a FROM s) UNION (SELECT 1) LIMIT 1) d SET t.a = d.a", run],
    ["UPDATE t JOIN JSON_TABLE('[]', '$[*]' COLUMNS (a INT PATH '$')) d SET t.a = d.a", run],
    ["WITH c AS (SELECT MAX(a) m FROM s) DELETE FROM t WHERE a IN (SELECT m FROM c)", run],
    ["UPDATE t JOIN (SELECT ABS(MAX(a)) m FROM s) d SET a = d.m", run],
    ["UPDATE t JOIN (SELECT 1 AS one FROM s GROUP BY one) d SET t.a = d.one", run],
    ["UPDATE t JOIN (SELECT DISTINCT 1 FROM s) d SET t.a = 1", run],
    ["UPDATE t JOIN (SELECT a FROM s UNION (SELECT MAX(a) FROM s)) d SET t.a = d.a", run],
    ["UPDATE t JOIN ((SELECT a FROM s LIMIT 1)) d SET t.a = d.a", run],
    ["UPDATE t JOIN s ON s.a = f() SET t.a = 1", run],
    ["DELETE FROM t WHERE CASE WHEN a THEN f() END", run],
    ["DELETE FROM t WHERE a = DEFAULT(b)", run],
    ["DELETE FROM t WHERE owner = CURRENT_USER", run],
    ["DELETE FROM t WHERE a IN (SELECT a FROM s WHERE b = f())", run],
    ["INSERT INTO t SELECT f(a) FROM s", run],
    ["INSERT INTO t SELECT a FROM s ORDER BY f()", run],
    ["INSERT INTO t SELECT a FROM s GROUP BY a WITH ROLLUP HAVING f()", run],
    ["INSERT INTO t SELECT SUM(a) OVER (PARTITION BY f()) FROM s", run],
    ["INSERT INTO t SELECT a FROM s TABLESAMPLE SYSTEM (f())", "a sample of its rows might be taken"],
    ["INSERT INTO t SELECT a FROM s UNION (SELECT a FROM u FOR SHARE)", "it locks what it reads"],
    ["INSERT INTO t SELECT a FROM s INTO @x", "it writes what it reads somewhere"],
    ["INSERT INTO t SELECT (SELECT MAX(a) FROM s) FROM s", run],
    ["DELETE FROM t WHERE a = (@x := 5)", "only the session that runs it knows @x"],
    ["DELETE FROM t WHERE a = @@max_connections", "only the session that runs it knows @@max_connections"],
    ["DELETE FROM t WHERE a = ?", "it has a parameter"],
    ["INSERT INTO t SELECT a FROM s FOR UPDATE", "it locks what it reads"],
    ["INSERT INTO t SELECT a FROM s LOCK IN SHARE MODE", "it locks what it reads"],
    ["INSERT INTO t SELECT a INTO OUTFILE '/tmp/x' FROM s", "it writes what it reads somewhere"],
    ["DELETE FROM t /*!50000 WHERE a = 1 */", "a part of it stands in an executable comment"],
    ["DELETE FROM t WHERE", "it was not understood whole"],
    ["DELETE FROM t WHERE a = 1 LIMIT ?", "its LIMIT is no number"],
  ])("%s: %s", (sql, why) => {
    expect(rewriteAsSelect(sql, mode)).toEqual({ why: expect.stringContaining(why) });
  });

  test("a sequence of MariaDB's", () => {
    const sql = "DELETE FROM t WHERE a = NEXT VALUE FOR s";
    expect(rewriteAsSelect(sql, mariadb)).toEqual({ why: "it counts a sequence on" });
  });

  test("a session that reads quotes in another way than the one that asks", () => {
    const ansi = { ...mode, ansiQuotes: true };
    expect(rewriteAsSelect('DELETE FROM t WHERE "a" = 1', ansi)).toHaveProperty("why");
  });
});
