import { expect, it } from "vitest";
import { replayScript } from "../change/replay-script.ts";
import { emptyCatalog } from "../schema/catalog.ts";
import { affectedRows } from "./affected-rows.ts";

const schema = `CREATE TABLE users (id BIGINT PRIMARY KEY, age INT, name VARCHAR(9));
CREATE TABLE codes (code VARCHAR(9) PRIMARY KEY, n INT);
CREATE TABLE pairs (a INT, b INT, PRIMARY KEY (a, b));`;
const engine = { flavour: "mysql", version: 80400 } as const;
const { catalog } = replayScript(schema, { engine, catalog: emptyCatalog() });

function rows(sql: string): number | undefined {
  const [statement] = replayScript(sql, { engine, catalog }).statements;
  return statement && affectedRows({ statement, catalog });
}

it.each<[string, number | undefined]>([
  ["INSERT INTO users (id, age) VALUES (1, (2)), (2, ABS(3)), (3, 4)", 3],
  ["INSERT INTO users SET id = 1", 1],
  ["INSERT INTO users (id) VALUES (1) ON DUPLICATE KEY UPDATE age = 2", 1],
  ["INSERT INTO users (id) SELECT id FROM codes", undefined],
  ["UPDATE users SET age = 1 WHERE id = 4", 1],
  ["UPDATE /*+ SET_VAR(sort_buffer_size = 1) */ users SET age = 1 WHERE id = 4", 1],
  ["UPDATE users SET age = 1 WHERE users.`ID` = '4' AND age > 2", 1],
  ["DELETE FROM users WHERE age = 2 AND id IN (1, 2, 3)", 3],
  ["DELETE FROM users WHERE age = 2 ORDER BY id LIMIT 50", 50],
  ["DELETE FROM users WHERE id = 1 ORDER BY id LIMIT 50", 1],
  ["DELETE FROM codes WHERE code = 'x'", 1],
  ["UPDATE users SET age = 1 WHERE id BETWEEN 1 AND 1000", 1000],
  ["UPDATE users SET age = 1 WHERE id BETWEEN 5 AND 9 AND (age = 2 OR age = 3)", 5],
  ["UPDATE users SET age = 1 WHERE id BETWEEN -9 AND 10", 20],
  ["UPDATE users SET age = 1 WHERE id BETWEEN 9 AND 5", 0],
  ["DELETE FROM users WHERE id <=> -4", 1],
  ["DELETE FROM users WHERE (-4) = (id)", 1],
  ["DELETE FROM users WHERE (age = 2 AND (id = 4 AND name LIKE 'x%'))", 1],
  ["DELETE FROM users AS u WHERE u.id IN (1, 2) AND u.age IN (SELECT n FROM codes)", 2],
  ["INSERT INTO users (id) VALUES ROW(1), ROW(2)", 2],
])("is bounded: %s", (sql, expected) => {
  expect(rows(sql)).toBe(expected);
});

it.each([
  "UPDATE users SET age = 1 WHERE id = 4 OR age = 1",
  "UPDATE users SET age = 1 WHERE NOT id = 4",
  "UPDATE users SET age = 1 WHERE id = age",
  "UPDATE users SET age = 1 WHERE id = 4 + age",
  "UPDATE users SET age = 1 WHERE id > 4",
  "UPDATE users SET age = 1 WHERE id IN (SELECT 1)",
  "UPDATE users SET age = 1 WHERE id NOT IN (1)",
  "UPDATE users SET age = 1 WHERE (id = 4) = 0",
  "UPDATE users SET age = 1 WHERE id = 4 IS FALSE",
  "UPDATE users SET age = 1 WHERE 1 = id = 4",
  "UPDATE users SET age = 1 WHERE id = ?",
  "UPDATE users SET age = 1 WHERE id BETWEEN 1 AND id = 4",
  "UPDATE users SET age = 1 WHERE id BETWEEN 1 AND 9 OR age = 1",
  "UPDATE users SET age = 1 WHERE id BETWEEN 1 AND 9 IS FALSE",
  "UPDATE users SET age = 1 WHERE age BETWEEN 1 AND 9",
  "DELETE FROM codes WHERE code BETWEEN 1 AND 9",
  "UPDATE users, codes SET users.age = 1 WHERE users.id = 4",
  "DELETE FROM codes WHERE code = 0",
  "DELETE FROM pairs WHERE a = 1",
  "DELETE FROM users",
  "DELETE FROM unheard_of WHERE id = 1",
  "UPDATE users SET age = stored() WHERE id = 4",
  "PREPARE one FROM 'DELETE FROM users WHERE id = 4'",
  "EXPLAIN DELETE FROM users WHERE id = 4",
  "REPLACE INTO users (id) VALUES (1)",
  "DELETE FROM codes WHERE code = _latin1'x'",
])("is not known: %s", (sql) => {
  expect(rows(sql)).toBeUndefined();
});
