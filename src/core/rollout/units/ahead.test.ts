import { expect, test } from "vitest";
import { plannedMigration } from "../../../testing/planned.ts";
import type { Task } from "../rollout.ts";
import { aheadOf } from "./ahead.ts";

const task = (sql: string, more: Partial<Task> = {}): Task => ({
  target: {
    environment: "e",
    instance: "i",
    database: "shop",
    engine: "mysql-8.4",
    connection: "U",
    labels: {},
  },
  ...{
    migration: plannedMigration("2.sql", sql),
    status: "not-started",
    next: 0,
    record: undefined,
    note: undefined,
  },
  ...more,
});

test.each([
  ["CREATE TABLE t (id INT)", true],
  ["ALTER TABLE t ADD COLUMN a INT; INSERT INTO t VALUES (1)", true],
  ["DROP TABLE t", true],
  // CREATE_TIME alone would tell, or the ids of files: they are read as late as can be.
  ["ALTER TABLE t FORCE", false],
  ["TRUNCATE t", false],
  ["ANALYZE TABLE t", false],
  ["INSERT INTO t VALUES (1)", false],
  ["SET @a = 1; CREATE TABLE t (id INT)", false],
  ["CALL p()", false],
])("%s may be announced with the token before it: %s", (sql, may) => {
  expect(aheadOf(task(sql)) !== undefined).toBe(may);
});

test("not what has begun, and not nothing", () => {
  expect(aheadOf(task("CREATE TABLE t (id INT); CREATE TABLE u (id INT)", { next: 1 }))).toBeUndefined();
  expect(aheadOf(undefined)).toBeUndefined();
});
