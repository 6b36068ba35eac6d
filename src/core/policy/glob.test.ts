import { expect, test } from "vitest";
import { matchesGlob } from "./glob.ts";

test.each([
  ["migrations/**/*.sql", "migrations/V1__a.sql"],
  ["migrations/**/*.sql", "migrations/2026/01/V1__a.sql"],
  ["**/*.sql", "a.sql"],
  ["**", "a/b/c"],
  ["db/*/v?.sql", "db/app/v1.sql"],
  ["db/{app,shop}/*.{sql,ddl}", "db/shop/1.ddl"],
  ["a/**/b/**/c.sql", "a/b/x/b/y/c.sql"],
  ["*_{one,two}*.sql", "1_two_x.sql"],
  ["日?.sql", "日😀.sql"],
])("%s takes %s", (glob, path) => {
  expect(matchesGlob(glob, path)).toBe(true);
});

test.each([
  ["migrations/**/*.sql", "migrations/V1__a.sql.bak"],
  ["migrations/**/*.sql", "other/migrations/V1__a.sql"],
  ["migrations/*.sql", "migrations/a/b.sql"],
  ["db/v?.sql", "db/v.sql"],
  ["db/{app,shop}/*.sql", "db/other/1.sql"],
  ["a.sql", "aXsql"],
])("%s does not take %s", (glob, path) => {
  expect(matchesGlob(glob, path)).toBe(false);
});

test("a glob full of stars takes no time", () => {
  expect(matchesGlob(`${"*a".repeat(50)}.sql`, `${"a".repeat(5000)}.txt`)).toBe(false);
  expect(matchesGlob(`${"**/a/".repeat(50)}b`, "a/".repeat(2000))).toBe(false);
});
