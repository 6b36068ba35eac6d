import { describe, expect, test } from "vitest";
import { plannedStatements } from "../../../testing/planned.ts";
import { freshSession } from "../units/unit.ts";
import { unitAt } from "../units/unit-at.ts";
import { askedBatch } from "./asked-batch.ts";
import { readRowChange } from "./row-change.ts";
import { batchesByWords } from "./why-not-batches.ts";

function read(sql: string, engine?: string) {
  const [statement] = plannedStatements(sql, engine);
  if (!statement) throw new Error("no statement");
  return readRowChange(statement, "shop");
}

describe("a statement that decides about each row alone is cut at its WHERE", () => {
  test.each([
    ["DELETE FROM t", "DELETE FROM t", undefined],
    ["DELETE FROM t -- all", "DELETE FROM t", undefined],
    ["-- why\nDELETE FROM t WHERE a = 1 OR b = 2", "DELETE FROM t", "a = 1 OR b = 2"],
    ["DELETE FROM t WHERE (a = 1) OR (b = 2) # why", "DELETE FROM t", "(a = 1) OR (b = 2)"],
    ["DELETE FROM shop.t AS x WHERE x.a IN (1, 2)", "DELETE FROM shop.t AS x", "x.a IN (1, 2)"],
    ["UPDATE t SET a = a + 1, b = (c)", "UPDATE t SET a = a + 1, b = (c)", undefined],
    ["UPDATE t x SET x.a = 1 /* ; */ WHERE x.b < NOW()", "UPDATE t x SET x.a = 1 /* ; */", "x.b < NOW()"],
    ["UPDATE t PARTITION (p0) SET a = UPPER(b) WHERE c", "UPDATE t PARTITION (p0) SET a = UPPER(b)", "c"],
  ])("%s", (sql, head, condition) => {
    expect(read(sql)).toMatchObject({ head, condition });
  });

  test("what it assigns, and whether it reads the clock", () => {
    expect(read("UPDATE t SET a = 1, `b` = CURDATE()")).toMatchObject({
      assigned: ["a", "b"],
      readsClock: true,
    });
    expect(read("DELETE FROM t WHERE a < 5")).toMatchObject({ assigned: [], readsClock: false });
  });
});

describe("what may mean something else in pieces is told why", () => {
  test.each([
    ["DELETE FROM t ORDER BY a", "ORDER BY"],
    ["DELETE FROM t LIMIT 5", "LIMIT"],
    ["UPDATE t SET a = 1 ORDER BY b LIMIT 5", "ORDER BY"],
    ["DELETE t FROM t JOIN s USING (id)", "several tables"],
    ["DELETE t FROM t", "several tables"],
    ["UPDATE t, s SET t.a = s.a", "several tables"],
    ["UPDATE (SELECT 1) d SET a = 1", "several tables"],
    ["WITH c AS (SELECT 1) DELETE FROM t WHERE a = 1", "WITH"],
    ["DELETE FROM t WHERE a IN (SELECT a FROM s)", "subquery"],
    ["DELETE FROM t WHERE a = (SELECT MAX(a) FROM s)", "subquery"],
    ["DELETE FROM t WHERE EXISTS (SELECT 1 FROM s)", "subquery"],
    ["DELETE FROM t WHERE a > ALL (SELECT a FROM s)", "subquery"],
    ["UPDATE t SET a = (SELECT MAX(b) FROM s)", "subquery"],
    ["UPDATE t SET a = RAND()", "RAND"],
    ["UPDATE t SET a = UUID()", "UUID"],
    ["DELETE FROM t WHERE a < SYSDATE()", "SYSDATE"],
    ["DELETE FROM t WHERE a = CONNECTION_ID()", "CONNECTION_ID"],
    ["DELETE FROM t WHERE a = CURRENT_USER()", "CURRENT_USER"],
    ["DELETE FROM t WHERE a = f(b)", "f, a function"],
    ["DELETE FROM t WHERE a = LAST_INSERT_ID()", "LAST_INSERT_ID"],
    ["DELETE FROM t WHERE SLEEP(1)", "SLEEP"],
    ["UPDATE t SET a = @n", "user variable"],
    ["UPDATE t SET a = (@n := @n + 1)", "user variable"],
    ["UPDATE t SET a = @@server_id", "server_id"],
    ["UPDATE t SET a = DEFAULT", "DEFAULT"],
    ["UPDATE t SET a = DEFAULT(b)", "DEFAULT"],
    ["DELETE FROM t WHERE MATCH (a) AGAINST ('b')", "MATCH"],
    ["UPDATE IGNORE t SET a = 1", "more than"],
    ["DELETE IGNORE FROM t", "more than"],
    ["DELETE /*+ SET_VAR(sql_mode='') */ FROM t WHERE a = 1", "a hint"],
    ["DELETE FROM t /*!50000 WHERE a = 1 */", "executable comment"],
    ["INSERT INTO t VALUES (1)", "no UPDATE or DELETE"],
    ["REPLACE INTO t VALUES (1)", "no UPDATE or DELETE"],
    ["TRUNCATE t", "no UPDATE or DELETE"],
    ["EXPLAIN DELETE FROM t", "no UPDATE or DELETE"],
    ["DELETE FROM t WHERE", "understand"],
  ])("%s: %s", (sql, why) => {
    expect(read(sql)).toEqual({ why: expect.stringContaining(why) });
  });

  test.each([
    ["DELETE FROM t WHERE a = 1 RETURNING a", "more than"],
    ["DELETE FROM t FOR PORTION OF p FROM 1 TO 2", "understand"],
    ["UPDATE t SET a = NEXT VALUE FOR s", "sequence"],
  ])("MariaDB: %s: %s", (sql, why) => {
    expect(read(sql, "mariadb-11.8")).toEqual({ why: expect.stringContaining(why) });
  });
});

describe("a comment asks for batches", () => {
  test.each([
    ["-- tollgate:batch 5000\nDELETE FROM t", { size: 5000 }],
    ["/* why */ -- tollgate:batch 1\n# so\nDELETE FROM t", { size: 1 }],
    ["DELETE FROM t", undefined],
    ["DELETE FROM t WHERE a = 'tollgate:batch'", undefined],
    ["-- tollgate:batch\nDELETE FROM t", { fault: expect.stringContaining("names no number") }],
    ["-- tollgate:batch 0\nDELETE FROM t", { fault: expect.stringContaining("names no number") }],
    ["-- tollgate:batch 5k\nDELETE FROM t", { fault: expect.stringContaining("names no number") }],
    ["DELETE FROM t -- tollgate:batch 5\n WHERE a", { fault: expect.stringContaining("of its own") }],
    ["/* tollgate:batch 5 */ DELETE FROM t", { fault: expect.stringContaining("of its own") }],
  ])("%s", (text, asked) => {
    expect(askedBatch({ text })).toEqual(asked);
  });
});

test.each([
  ["START TRANSACTION; DELETE FROM t; COMMIT;", "transaction of the file's own"],
  ["SET autocommit = 0; DELETE FROM t; COMMIT;", "transaction of the file's own"],
  ["LOCK TABLES t WRITE; DELETE FROM t; UNLOCK TABLES;", "LOCK TABLES"],
  ["SET timestamp = 1; DELETE FROM t WHERE a < NOW();", "timestamp"],
  ["DELETE FROM t; SELECT ROW_COUNT() INTO @n;", "may read what the server says"],
])("%s cannot be cut: %s", (sql, why) => {
  const statements = plannedStatements(sql);
  let session = freshSession;
  const index = statements.findIndex(({ type }) => type === "DELETE");
  if (/START/.test(sql)) return expectWhy(batchesByWords(statements, unitAt(statements, 0, session)), why);
  if (/autocommit/.test(sql)) session = { ...session, autocommit: false };
  if (/LOCK/.test(sql)) session = { ...session, locked: true };
  expectWhy(batchesByWords(statements, unitAt(statements, index, session)), why);
});

function expectWhy(found: object, why: string): void {
  expect(found).toEqual({ why: expect.stringContaining(why) });
}
