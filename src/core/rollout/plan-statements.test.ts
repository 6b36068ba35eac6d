import { expect, test } from "vitest";
import { replayScript } from "../change/replay-script.ts";
import { emptyCatalog } from "../schema/catalog.ts";
import { parseEngine } from "../sql/engine.ts";
import { planStatements } from "./plan-statements.ts";
import type { PlannedStatement } from "./rollout.ts";

function read(sql: string): PlannedStatement[] {
  const { statements } = replayScript(sql, { engine: parseEngine("mysql-8.4"), catalog: emptyCatalog() });
  return planStatements({ statements, database: "shop", sha256: (text) => `#${text.length}` });
}

const inShop = (...names: string[]) => names.map((name) => ({ database: "shop", name }));

test.each([
  ["ALTER TABLE t1 ADD COLUMN (age INT)", { kind: "tables", tables: inShop("t1") }],
  ["CREATE TABLE t1 (id INT)", { kind: "tables", tables: inShop("t1") }],
  ["CREATE TABLE other.t1 (id INT)", { kind: "tables", tables: [{ database: "other", name: "t1" }] }],
  ["RENAME TABLE a TO b", { kind: "tables", tables: inShop("a", "b") }],
  ["DROP TABLE a, b", { kind: "tables", tables: inShop("a", "b") }],
  ["CREATE INDEX i ON t1 (id)", { kind: "tables", tables: inShop("t1") }],
  ["INSERT INTO t1 VALUES (1)", { kind: "data", tables: inShop("t1") }],
  ["UPDATE t1 SET a = 1", { kind: "data", tables: inShop("t1") }],
  ["DELETE FROM t1 WHERE id = 1", { kind: "data", tables: inShop("t1") }],
  ["INSERT /*+ SET_VAR(unique_checks = 0) */ INTO t1 VALUES (1)", { kind: "data", tables: inShop("t1") }],
  ["CREATE DATABASE shop", { kind: "database", name: "shop" }],
  ["DROP DATABASE IF EXISTS shop", { kind: "database", name: "shop" }],
  ["CREATE VIEW v AS SELECT 1", { kind: "schema" }],
  ["CREATE TRIGGER t BEFORE INSERT ON t1 FOR EACH ROW SET NEW.a = 1", { kind: "schema" }],
  ["DROP PROCEDURE p", { kind: "schema" }],
  ["SET NAMES utf8mb4", { kind: "again" }],
  ["ANALYZE TABLE t1", { kind: "again" }],
  ["TRUNCATE TABLE t1", { kind: "none" }],
  ["CALL p()", { kind: "none" }],
  ["GRANT SELECT ON shop.* TO reader", { kind: "none" }],
  ["this is no SQL", { kind: "none" }],
])("%s is settled by %o", (sql, probe) => {
  expect(read(sql)[0]?.probe).toMatchObject(probe);
});

test("behind a USE, names without a database are in that one", () => {
  expect(read("USE `other`; DROP TABLE a").map(({ probe }) => probe)).toEqual([
    { kind: "again" },
    { kind: "tables", tables: [{ database: "other", name: "a" }] },
  ]);
  expect(read("DROP TABLE a; USE other; DROP TABLE a").map(({ home }) => home)).toEqual([
    "shop",
    "shop",
    "other",
  ]);
});

test("a transaction of the migration's own is known from its first statement to its last", () => {
  const sql =
    "INSERT INTO a VALUES (1); BEGIN; INSERT INTO a VALUES (2); SAVEPOINT s; COMMIT; INSERT INTO a VALUES (3)";
  expect(read(sql).map(({ transaction }) => transaction)).toEqual([
    undefined,
    "opens",
    "inside",
    "inside",
    "ends",
    undefined,
  ]);
});

test("a transaction goes on behind ROLLBACK TO, whatever a comment says", () => {
  const roles = (end: string) => read(`BEGIN; ${end}; DO 1`).map(({ transaction }) => transaction);
  expect(roles("ROLLBACK /* of it all */ WORK TO s")).toEqual(["opens", "inside", "inside"]);
  expect(roles("ROLLBACK /* to the start */")).toEqual(["opens", "ends", undefined]);
});

test("a definition ends an open transaction, as MySQL commits before it", () => {
  const sql =
    "START TRANSACTION; INSERT INTO a VALUES (1); CREATE TABLE b (id INT); INSERT INTO b VALUES (1)";
  expect(read(sql).map(({ transaction }) => transaction)).toEqual(["opens", "inside", "ends", undefined]);
});

test("what a session remembers is sent again, or cannot be", () => {
  const sql =
    "SET NAMES utf8mb4; USE shop; SET @id = 1; CREATE TEMPORARY TABLE t (id INT); LOCK TABLES t WRITE; SELECT 1";
  expect(read(sql).map(({ session }) => session)).toEqual([
    "again",
    "again",
    "lost",
    "lost",
    "lost",
    undefined,
  ]);
});
