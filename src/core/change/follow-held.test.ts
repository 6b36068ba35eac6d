import { expect, test } from "vitest";
import { rowsWritten } from "../risk/rows-written.ts";
import { meetsEveryRow } from "../risk/write.ts";
import { emptyCatalog } from "../schema/catalog.ts";
import type { DescribedStatement } from "./change.ts";
import { replayScript } from "./replay-script.ts";

const engine = { flavour: "mysql", version: 90700 } as const;

const { catalog } = replayScript(
  "CREATE TABLE users (id INT NOT NULL PRIMARY KEY, name VARCHAR(9) NOT NULL, age INT, one INT AS (1), big INT AS (id + 1)); CREATE TABLE watched (id INT NOT NULL PRIMARY KEY); CREATE TABLE log (id INT); CREATE TRIGGER t AFTER INSERT ON log FOR EACH ROW UPDATE watched SET id = 1",
  { engine, catalog: emptyCatalog() },
);

function whole(script: string): boolean {
  const { statements } = replayScript(script, { engine, catalog, isNew: true });
  return rowsWritten(statements.at(-1) as DescribedStatement).some(meetsEveryRow);
}

test.each([
  "ALTER TABLE users ADD active INT NOT NULL DEFAULT 1; DELETE FROM users WHERE active = 1",
  "ALTER TABLE users ADD active INT NOT NULL DEFAULT 1; DELETE FROM users WHERE active IN (1, 2) AND id IS NOT NULL",
  "ALTER TABLE users ADD nick VARCHAR(9); UPDATE users SET nick = name WHERE nick IS NULL",
  "ALTER TABLE users ADD k TINYINT NOT NULL; DELETE FROM users WHERE NOT k",
  "ALTER TABLE users ADD k VARCHAR(9) NOT NULL DEFAULT 'new', ADD z INT; DELETE FROM users WHERE k = 'new'",
  "ALTER TABLE users ADD k DECIMAL(5,2) DEFAULT 0.5; ALTER TABLE users RENAME COLUMN k TO q; DELETE FROM users WHERE q = 0.5",
  "ALTER TABLE users ADD k INT DEFAULT 1, ALGORITHM=INSTANT; DELETE FROM users WHERE id = 7; DELETE FROM users WHERE k = 1",
  "UPDATE users SET age = 7; DELETE FROM users WHERE age = 7",
  "UPDATE users SET age = 7 WHERE id IS NOT NULL; DELETE FROM users WHERE age = 7",
  "DELETE FROM users WHERE one = 1",
])("%s meets every row", (script) => expect(whole(script)).toBe(true));

test.each([
  "ALTER TABLE users ADD active INT NOT NULL DEFAULT 1; DELETE FROM users WHERE active = 2",
  "ALTER TABLE users ADD active INT NOT NULL DEFAULT 1; UPDATE users SET active = 0 WHERE id = 7; DELETE FROM users WHERE active = 1",
  "ALTER TABLE users ADD active INT NOT NULL DEFAULT 1; INSERT INTO users (id, name, active) VALUES (1, '', 0); DELETE FROM users WHERE active = 1",
  "ALTER TABLE users ADD active INT NOT NULL DEFAULT 1; CALL p(); DELETE FROM users WHERE active = 1",
  "ALTER TABLE users ADD active INT NOT NULL DEFAULT 1; CREATE TRIGGER w AFTER INSERT ON log FOR EACH ROW UPDATE users SET active = 0; DELETE FROM users WHERE active = 1",
  "ALTER TABLE users ADD k INT DEFAULT (id); DELETE FROM users WHERE k = 1",
  "ALTER TABLE users ADD k VARCHAR(9) COLLATE utf8mb4_bin DEFAULT 'a'; DELETE FROM users WHERE k = 'A'",
  "ALTER TABLE users ADD k INT AS (id); DELETE FROM users WHERE k = 1",
  "ALTER TABLE watched ADD k INT; DELETE FROM watched WHERE k IS NULL",
  "UPDATE users SET age = 7 WHERE id > 0; DELETE FROM users WHERE age = 7",
  "UPDATE users SET age = 7, age = id; DELETE FROM users WHERE age = 7",
  "UPDATE users SET age = 7 LIMIT 3; DELETE FROM users WHERE age = 7",
  "UPDATE users SET age = 7.5; DELETE FROM users WHERE age = 7.5",
  "SET sql_mode = ''; UPDATE users SET name = 'much too long'; DELETE FROM users WHERE name = 'much too long'",
  "DELETE FROM users WHERE big = 1",
])("%s may spare some", (script) => expect(whole(script)).toBe(false));

test("what the history added says nothing: rows have come since", () => {
  const past = replayScript("ALTER TABLE users ADD active INT NOT NULL DEFAULT 1", {
    engine,
    catalog,
    past: true,
  });
  const { statements } = replayScript("DELETE FROM users WHERE active = 1", {
    engine,
    catalog: past.catalog,
    isNew: true,
  });
  expect(rowsWritten(statements.at(-1) as DescribedStatement).some(meetsEveryRow)).toBe(false);
});
