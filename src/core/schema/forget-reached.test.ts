import { describe, expect, test } from "vitest";
import { replayScript } from "../change/replay-script.ts";
import { emptyCatalog } from "./catalog.ts";

const engine = { flavour: "mysql", version: 90700 } as const;

/** The tables that are still known after a history that begins with `a` and `b`. */
function known(script: string): string[] {
  const text = `CREATE TABLE a (id INT); CREATE TABLE b (id INT); ${script}`;
  const { catalog } = replayScript(text, { engine, catalog: emptyCatalog() });
  return [...catalog.tables.values()].map(({ name }) => name.table);
}

describe("what runs unread leaves nothing known", () => {
  test.each([
    "EXECUTE s",
    "SET @s = 'DROP TABLE a'; PREPARE s FROM @s; EXECUTE s",
    "PREPARE s FROM 'SELECT 1'; PREPARE s FROM @s; EXECUTE s",
    "PREPARE s FROM 'CALL p()'; EXECUTE s",
    "CALL p()",
    "CREATE PROCEDURE p() BEGIN PREPARE s FROM @s; EXECUTE s; END; CALL p()",
    "CREATE PROCEDURE p() CALL q(); CALL p()",
    "CREATE PROCEDURE p() SELECT 1; DROP PROCEDURE p; CALL p()",
    "DROP TABLE IF EXISTS {{name}}",
    "whatever this is",
  ])("%s", (script) => {
    expect(known(script)).toEqual([]);
  });
  test("what comes later is known again", () => {
    expect(known("CALL p(); CREATE TABLE c (id INT)")).toEqual(["c"]);
  });
});

describe("what was read, or cannot change a table, leaves them known", () => {
  test.each([
    "PREPARE s FROM 'SELECT 1'; EXECUTE s",
    "CREATE PROCEDURE p() SELECT 1; CALL p()",
    "CREATE PROCEDURE p() BEGIN PREPARE s FROM @s; EXECUTE s; END",
    "SELECT f(1)",
    "INSERT INTO a VALUES ({{value}})",
    "GRANT {{rights}} ON a TO b",
  ])("%s", (script) => {
    expect(known(script)).toEqual(["a", "b"]);
  });
  test("but for the tables that they name", () => {
    expect(known("CREATE PROCEDURE p() DROP TABLE a; CALL p()")).toEqual(["b"]);
    expect(known("ALTER TABLE a ADD {{column}} INT")).toEqual(["b"]);
  });
});

test("partitions that are only counted are named and ordered as the server does it", () => {
  const partitions = (script: string) =>
    [...replayScript(script, { engine, catalog: emptyCatalog() }).catalog.tables.values()][0]?.partitioning
      ?.partitions;
  const create = "CREATE TABLE t (n INT) PARTITION BY HASH (n) PARTITIONS 2;";
  expect(partitions(`${create} ALTER TABLE t ADD PARTITION PARTITIONS 2`)).toEqual(["p0", "p1", "p2", "p3"]);
  expect(partitions(`${create} ALTER TABLE t COALESCE PARTITION 1`)).toEqual(["p0"]);
  const ranges = `CREATE TABLE t (n INT) PARTITION BY RANGE (n)
    (PARTITION a VALUES LESS THAN (1), PARTITION b VALUES LESS THAN (2), PARTITION c VALUES LESS THAN (3));`;
  expect(
    partitions(`${ranges} ALTER TABLE t REORGANIZE PARTITION A, b INTO (PARTITION x VALUES LESS THAN (2))`),
  ).toEqual(["x", "c"]);
});
