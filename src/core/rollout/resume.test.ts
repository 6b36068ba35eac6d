import { describe, expect, test } from "vitest";
import { plannedStatements } from "../../testing/planned.ts";
import { unseenTables } from "./facts/temporary-tables.ts";
import { resumeAt } from "./resume.ts";

/** Resumes after `|`, which stands in place of a delimiter. */
function resume(sql: string, engine?: string) {
  const index = plannedStatements((sql.split("|")[0] ?? "").trim(), engine).length;
  return resumeAt(plannedStatements(sql.replace("|", ";"), engine), index);
}

describe("what is set up again, in order", () => {
  test.each([
    ["SET NAMES utf8mb4; USE other; INSERT INTO a VALUES (1) | INSERT INTO a VALUES (2)", [0, 1]],
    ["SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' | SET SQL_MODE=@OLD_SQL_MODE", [0]],
    ["SET @a = 1; SET @b = CONCAT('x', @a) | INSERT INTO a VALUES (@b)", [0, 1]],
    ["SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED | UPDATE a SET n = 1", [0]],
    ["SET @@session.transaction_isolation = 'SERIALIZABLE' | UPDATE a SET n = 1", [0]],
    ["SELECT 1 INTO @a; SET @a = 2 | INSERT INTO a VALUES (@a)", [1]],
    ["CALL p(); SET @a = 2 | INSERT INTO a VALUES (@a)", [1]],
    ["PREPARE s FROM 'DO 1'; DEALLOCATE PREPARE s | INSERT INTO a VALUES (1)", []],
    ["CREATE TEMPORARY TABLE t (id INT); DROP TEMPORARY TABLE t | INSERT INTO a VALUES (1)", []],
    ["LOCK TABLES a WRITE; UNLOCK TABLES | INSERT INTO a VALUES (1)", []],
    ["SELECT 1 INTO @a | INSERT INTO a VALUES (1)", []],
    ["CREATE TEMPORARY TABLE t (id INT) | DROP TEMPORARY TABLE IF EXISTS t; DO 1", []],
    ["INSERT INTO a VALUES (1) | INSERT INTO b VALUES (1); INSERT INTO c VALUES (LAST_INSERT_ID())", []],
    ["CALL p() | DROP PROCEDURE p", []],
    ["SET @a = NOW() | SET @a = 1; INSERT INTO a VALUES (@a)", []],
  ])("%s", (sql, replay) => {
    expect(resume(sql)).toMatchObject({ can: true, replay });
  });
});

describe("what nobody can set up again", () => {
  test.each([
    ["SELECT id FROM a INTO @id; DO 1 | DO 1; INSERT INTO a VALUES (@id)", "@id", 3, 0],
    ["SET @now = NOW() | INSERT INTO a VALUES (@NOW)", "@now", 1, 0],
    ["SELECT @m := 1 | INSERT INTO a VALUES (@m)", "@m", 1, 0],
    ["UPDATE a SET n = (@m := 1) | INSERT INTO a VALUES (@`m`)", "@m", 1, 0],
    ["SET @a = NOW(); SET @b = @a | INSERT INTO a VALUES (@b)", "@b", 2, 1],
    ["CALL p(@r) | INSERT INTO a VALUES (@r)", "@r", 1, 0],
    ["INSERT INTO p VALUES (1) | INSERT INTO c VALUES (LAST_INSERT_ID())", "LAST_INSERT_ID()", 1, 0],
    ["INSERT INTO p VALUES (1) | SET @x = @@identity", "LAST_INSERT_ID()", 1, 0],
    ["CREATE TEMPORARY TABLE t (id INT) | DROP TABLE IF EXISTS t", "temporary table shop.t", 1, 0],
    ["SELECT f() | DROP TABLE t", unseenTables, 1, 0],
    ["EXECUTE s | TRUNCATE t", unseenTables, 1, 0],
    ["EXECUTE s | INSERT INTO t VALUES (1)", unseenTables, 1, 0],
    ["EXECUTE IMMEDIATE 'DO 1' | UPDATE t SET n = 1", unseenTables, 1, 0],
    ["SELECT f(); DO 1 | SHOW TABLES; DELETE FROM t", unseenTables, 3, 0],
    ["BEGIN NOT ATOMIC SET @v = 1; END | ALTER TABLE t ADD c INT", unseenTables, 1, 0],
    ["EXECUTE s | SELECT n FROM t INTO @n", unseenTables, 1, 0],
    ["EXECUTE s | CREATE TABLE c (id INT)", "a setting", 1, 0],
    ["UPDATE a SET n = 1; GET DIAGNOSTICS @n = NUMBER | INSERT INTO b VALUES (@n)", "@n", 2, 1],
    [
      "UPDATE a SET n = 1 | GET DIAGNOSTICS @n = NUMBER",
      "what the server says of the statement before it",
      1,
      0,
    ],
    ["SET @x = GET_LOCK('a', 1) | UPDATE a SET n = 1", "GET_LOCK", 1, 0],
    ["SELECT GET_LOCK('a', 1) INTO @x | UPDATE a SET n = 1", "GET_LOCK", 1, 0],
    ["INSERT INTO l SELECT GET_LOCK('a', 1) | UPDATE a SET n = 1", "GET_LOCK", 1, 0],
    ["CREATE TEMPORARY TABLE t (id INT) | INSERT INTO a SELECT * FROM t", "temporary table shop.t", 1, 0],
    ["PREPARE s FROM 'DO 1' | EXECUTE s", "prepared statement s", 1, 0],
    ["LOCK TABLES a WRITE | INSERT INTO a VALUES (1)", "LOCK TABLES", 1, 0],
    ["SELECT GET_LOCK('a', 1) | UPDATE a SET n = 1", "GET_LOCK", 1, 0],
    ["SET ROLE r | UPDATE a SET n = 1", "SET ROLE", 1, 0],
    ["SET sql_mode = (SELECT 'ANSI') | UPDATE a SET n = 1", "a setting", 1, 0],
    ["SET insert_id = 500; INSERT INTO a VALUES (NULL) | INSERT INTO b VALUES (NULL)", "a setting", 2, 0],
    ["SET @@session.rand_seed1 = 1 | INSERT INTO b VALUES (RAND())", "a setting", 1, 0],
    ["SET @@transaction_isolation = 'SERIALIZABLE' | UPDATE a SET n = 1", "a setting", 1, 0],
    ["HANDLER a OPEN | HANDLER a CLOSE", "HANDLER", 1, 0],
    ["SELECT 1 INTO @a | EXECUTE s", "@a", 1, 0],
    ["SELECT 1 INTO @a | DO f()", "@a", 1, 0],
    [
      "UPDATE a SET n = 1 | INSERT INTO c VALUES (ROW_COUNT())",
      "what the server says of the statement before it",
      1,
      0,
    ],
    [
      "SET TRANSACTION ISOLATION LEVEL READ COMMITTED | BEGIN; UPDATE a SET n = 1; COMMIT",
      "SET TRANSACTION",
      1,
      0,
    ],
  ])("%s", (sql, needs, at, from) => {
    expect(resume(sql)).toEqual({ can: false, needs, at, from });
  });
});

describe("a lock that the file takes and gives back", () => {
  const get = "SELECT GET_LOCK('a', 1)";
  const release = "SELECT RELEASE_LOCK('a')";
  test.each([
    `${get}; DO RELEASE_LOCK('A') | UPDATE a SET n = 1`,
    `SET @x = GET_LOCK("a", 1); ${get}; ${release}; ${release} | UPDATE a SET n = 1`,
    `${get}; UPDATE a SET n = 1 | ${release}; UPDATE a SET n = 2`,
    `${get}; SELECT RELEASE_LOCK('a') INTO @r | UPDATE a SET n = 1`,
  ])("%s: goes on", (sql) => {
    expect(resume(sql)).toMatchObject({ can: true });
  });

  test.each([
    [`${get}; ${get}; ${release} | UPDATE a SET n = 1`, 3, 1],
    [`${get}; SELECT RELEASE_LOCK('b') | UPDATE a SET n = 1`, 2, 0],
    [`${get}; SELECT IF(@a, RELEASE_LOCK('a'), 1) | UPDATE a SET n = 1`, 2, 0],
    [`${get}; SELECT RELEASE_LOCK(@a) | UPDATE a SET n = 1`, 2, 0],
    [`SELECT GET_LOCK(@a, 1); ${release} | UPDATE a SET n = 1`, 2, 0],
    [`SELECT GET_LOCK('a', 1) FROM b; ${release} | UPDATE a SET n = 1`, 2, 0],
    [`${get}; SELECT GET_LOCK('b', 1) | ${release}; UPDATE a SET n = 2`, 3, 1],
    [`${get} | SET @r = RELEASE_LOCK('a')`, 1, 0],
  ])("%s: does not", (sql, at, from) => {
    expect(resume(sql)).toEqual({ can: false, needs: "GET_LOCK", at, from });
  });
});

describe("the last number that a session took of a sequence", () => {
  const onMariadb = (sql: string) => resume(sql, "mariadb-10.11");
  test.each([
    ["SELECT NEXTVAL(s) | INSERT INTO a VALUES (LASTVAL(s))", "shop.s", 1, 0],
    ["SET @x = NEXT VALUE FOR s | INSERT INTO a VALUES (PREVIOUS VALUE FOR shop.s)", "shop.s", 1, 0],
    ["INSERT INTO a (n) VALUES (1) | INSERT INTO b VALUES (1); SELECT LASTVAL(s) INTO @v", "shop.s", 2, 0],
    ["CALL p() | UPDATE a SET n = LASTVAL(x.s)", "x.s", 1, 0],
    ["DO NEXTVAL(s); DO 1 | DO NEXTVAL(r); UPDATE a SET n = LASTVAL(s)", "shop.s", 3, 0],
  ])("%s", (sql, name, at, from) => {
    expect(onMariadb(sql)).toEqual({ can: false, needs: `LASTVAL(${name})`, at, from });
  });

  test.each([
    "SELECT NEXTVAL(s) | INSERT INTO a VALUES (NEXTVAL(s)); INSERT INTO b VALUES (LASTVAL(s))",
    "SELECT NEXTVAL(r) | INSERT INTO b VALUES (LASTVAL(s))",
    "DO SETVAL(s, 100) | INSERT INTO b VALUES (LASTVAL(s))",
    "DO 1 | INSERT INTO b VALUES (LASTVAL(s))",
  ])("%s: goes on", (sql) => {
    expect(onMariadb(sql)).toMatchObject({ can: true });
  });

  test("a view may ask for it", () => {
    expect(onMariadb("DO NEXTVAL(s) | INSERT INTO a SELECT * FROM v")).toMatchObject({
      unlessCode: { read: [{ database: "shop", name: "v" }], orHidden: true },
    });
  });
});

test("code that is not in the file is read before it may use what is lost", () => {
  expect(resume("SELECT 1 INTO @a | CALL q.p(); INSERT INTO t VALUES (1)")).toMatchObject({
    can: true,
    unlessCode: {
      routines: [{ database: "q", name: "p" }],
      triggersOf: [{ database: "shop", name: "t" }],
      orHidden: true,
    },
  });
  expect(resume("SET @a = 1 | INSERT INTO t VALUES (1)")).toMatchObject({
    unlessCode: { routines: [], triggersOf: [], orHidden: false },
  });
});
