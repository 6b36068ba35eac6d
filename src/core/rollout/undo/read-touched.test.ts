import { describe, expect, test } from "vitest";
import { plannedStatements } from "../../../testing/planned.ts";
import { readTouched } from "./read-touched.ts";

function read(sql: string, engine?: string) {
  const [statement] = plannedStatements(sql, engine);
  if (!statement) throw new Error("no statement");
  return readTouched(statement, "shop");
}

describe("a SELECT can ask for the rows that a statement touches", () => {
  test.each<[string, string, string]>([
    ["DELETE FROM t", "t", ""],
    ["DELETE FROM t -- all", "t", ""],
    ["DELETE FROM shop.t AS x WHERE x.a = 1 /* one */", "shop.t AS x", "WHERE x.a = 1"],
    ["DELETE IGNORE FROM t WHERE a IN (SELECT a FROM s)", "t", "WHERE a IN (SELECT a FROM s)"],
    ["UPDATE t SET a = 1, b = (2) WHERE c = '--' # why", "t", "WHERE c = '--'"],
    ["UPDATE IGNORE t PARTITION (p0) AS x SET a = RAND()", "t PARTITION (p0) AS x", ""],
    ["UPDATE t SET a = (SELECT MAX(a) FROM s) ORDER BY id LIMIT 5", "t", "ORDER BY id LIMIT 5"],
    ["DELETE FROM t ORDER BY id DESC LIMIT 5", "t", "ORDER BY id DESC LIMIT 5"],
    ["UPDATE t SET a = @n WHERE b = @m", "t", "WHERE b = @m"],
  ])("%s", (sql, source, bounds) => {
    expect(read(sql)).toMatchObject({ source, bounds });
  });

  test("which columns it assigns, and by which a LIMIT takes rows", () => {
    expect(read("UPDATE t SET a = 1, `b` = 2 ORDER BY id, c LIMIT 1")).toMatchObject({
      assigned: ["a", "b"],
      orderedBy: ["id", "c"],
    });
    expect(read("DELETE FROM t ORDER BY a")).toMatchObject({ orderedBy: undefined });
    expect(read("DELETE FROM t ORDER BY a + 1 LIMIT 1")).toMatchObject({ orderedBy: [""] });
  });
});

test.each<[string, string, string?]>([
  ["DELETE t FROM t JOIN s USING (id)", "several tables"],
  ["UPDATE t, s SET t.a = s.a", "several tables"],
  ["WITH c AS (SELECT 1) DELETE FROM t WHERE a = 1", "WITH"],
  ["UPDATE t SET a = 1 WHERE a IN (SELECT a FROM s)", "subquery"],
  ["UPDATE t SET a = 1 WHERE RAND() < 0.5", "RAND"],
  ["DELETE FROM t WHERE a = f(b)", "f"],
  ["DELETE FROM t WHERE SLEEP(1)", "SLEEP"],
  ["UPDATE t SET a = (@n := @n + 1) WHERE b = @n", "user variable"],
  ["DELETE FROM t WHERE (@n := @n + 1) < 3", "user variable"],
  ["DELETE /*+ SET_VAR(sql_mode='') */ FROM t WHERE a = 1", "a hint"],
  ["DELETE FROM t /*!50000 WHERE a = 1 */", "executable comment"],
  ["DELETE FROM t WHERE a = 1 RETURNING id", "RETURNING", "mariadb-10.11"],
  ["DELETE FROM t PARTITION (p0) WHERE a = 1", "partitions"],
  ["INSERT INTO t VALUES (1)", "no UPDATE or DELETE"],
])("%s: another SELECT may find other rows", (sql, why, engine) => {
  expect(read(sql, engine)).toEqual({ why: expect.stringContaining(why) });
});
