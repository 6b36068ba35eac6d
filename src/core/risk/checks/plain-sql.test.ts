import { expect, it } from "vitest";
import { plainSql } from "./plain-sql.ts";

const mode = { ansiQuotes: false, noBackslashEscapes: false, engine: undefined };

it.each([
  ['(a > 5 /* five */ AND b <> "it\'s")', "((a > 5) AND (b <> 'it''s'))"],
  ["(a > 1 -- one\n OR b IS NULL)", "((a > 1) OR (b IS NULL))"],
  ["(`a``b` IN (1, 2))", "(`a``b` IN (1, 2))"],
  ["(a REGEXP '^\\\\d+$')", "(a REGEXP '^\\\\d+$')"],
  [
    "(CHAR_LENGTH(a) > 1 AND a NOT LIKE _utf8mb4'%x')",
    "((CHAR_LENGTH(a) > 1) AND (a NOT LIKE _utf8mb4 '%x'))",
  ],
  ["a > -1", "(a > (-1))"],
  ["(a MOD 2 = !b)", "((a % 2) = (NOT b))"],
  ["(`t`.`key` = 1)", "(t.`key` = 1)"],
  [
    "(CASE WHEN a THEN LEFT(b, 1) ELSE DATE '2020-01-01' END)",
    "(CASE WHEN a THEN LEFT(b, 1) ELSE DATE '2020-01-01' END)",
  ],
  ["(SUBSTR(a FROM 2) = TRIM(LEADING 'x' FROM b))", "(SUBSTRING(a, 2) = TRIM(LEADING 'x' FROM b))"],
  ["(CAST(d->'$.a' AS UNSIGNED))", "CAST((d -> '$.a') AS UNSIGNED)"],
  [
    "(JSON_VALUE(d, '$.a' RETURNING UNSIGNED NULL ON EMPTY))",
    "JSON_VALUE(d, '$.a' RETURNING UNSIGNED NULL ON EMPTY)",
  ],
])("%s", (text, sql) => {
  expect(plainSql(text, mode)).toBe(sql);
});

it("reads double quotes as the statement's session does", () => {
  expect(plainSql('("a" > 1)', { ...mode, ansiQuotes: true })).toBe("(a > 1)");
});

it("reads operators as the statement's session does", () => {
  expect(plainSql("(a || b = 1)", { ...mode, pipesAsConcat: true })).toBe("(CONCAT(a, b) = 1)");
  expect(plainSql("(NOT a = 1)", { ...mode, highNotPrecedence: true })).toBe("((NOT a) = 1)");
});

it.each([
  "(a > SLEEP(100))",
  "(a > (SELECT 1))",
  "(a > (TABLE t))",
  "(a IN (SELECT 1))",
  "(a > ALL (SELECT 1))",
  "(EXISTS (SELECT 1))",
  "(ABS(a + SLEEP(1)))",
  "(a > @@sql_mode)",
  "(a > (@x := 1))",
  "(a > ?)",
  "(a > CURRENT_USER())",
  "(SUM(a) OVER ())",
  "(a > DEFAULT(b))",
  "(a >",
  "(a > @x)",
  "(a > `evil`(1))",
  "(a > shop.evil(1))",
  "(a > /*! SLEEP(9) */ 1)",
])("gives nobody %s to run", (text) => {
  expect(plainSql(text, mode)).toBeUndefined();
});
