import { expect, it } from "vitest";
import { plainSql } from "./plain-sql.ts";

const mode = { ansiQuotes: false, noBackslashEscapes: false, engine: undefined };

it.each([
  ['(a > 5 /* five */ AND b <> "it\'s")', "(a > 5 AND b <> 'it''s')"],
  ["(a > 1 -- one\n OR b IS NULL)", "(a > 1 OR b IS NULL)"],
  ["(`a``b` IN (1, 2))", "(`a``b` IN (1, 2))"],
  ["(a REGEXP '^\\\\d+$')", "(a REGEXP '^\\\\d+$')"],
  ["(CHAR_LENGTH(a) > 1 AND a NOT LIKE _utf8mb4'%x')", "(CHAR_LENGTH(a) > 1 AND a NOT LIKE _utf8mb4'%x')"],
])("%s", (text, sql) => {
  expect(plainSql(text, mode)).toBe(sql);
});

it("reads double quotes as the statement's session does", () => {
  expect(plainSql('("a" > 1)', { ...mode, ansiQuotes: true })).toBe("(`a` > 1)");
});

it.each([
  "(a > SLEEP(100))",
  "(a > (SELECT 1))",
  "(a > (TABLE t))",
  "(a > @x)",
  "(a > `evil`(1))",
  "(a > shop.evil(1))",
  "(a > /*! SLEEP(9) */ 1)",
])("gives nobody %s to run", (text) => {
  expect(plainSql(text, mode)).toBeUndefined();
});
