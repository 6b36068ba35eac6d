import { describe, expect, test } from "vitest";
import type { DescribedStatement } from "../change/change.ts";
import { replayScript } from "../change/replay-script.ts";
import { emptyCatalog } from "../schema/catalog.ts";
import type { Engine } from "../sql/engine.ts";
import { sayEveryRow } from "./every-row.ts";
import { rowsWritten, rowsWrittenBy, writtenInTrees } from "./rows-written.ts";
import { meetsEveryRow } from "./write.ts";

const schema = `
  CREATE TABLE users (id INT NOT NULL PRIMARY KEY, name VARCHAR(9));
  CREATE TABLE settings (k INT NOT NULL, v INT);
`;

const mysql: Engine = { flavour: "mysql", version: 90700 };

function last(script: string, mode: { engine: Engine | undefined } = { engine: mysql }): DescribedStatement {
  const read = replayScript(script, { ...mode, catalog: emptyCatalog() });
  return read.statements.at(-1) as DescribedStatement;
}

const whole = (script: string) => rowsWritten(last(script)).some(meetsEveryRow);

describe("where nothing is known of the table", () => {
  test.each([
    "UPDATE t SET a = 1",
    "DELETE FROM t",
    "DELETE FROM t WHERE 1",
    "DELETE FROM t WHERE 1=1 OR id = 5",
    "UPDATE t SET a=1 WHERE id=1 --1 OR 1=1",
    "DELETE FROM t WHERE NOT FALSE",
    "DELETE FROM t WHERE (TRUE) AND ('a' = 'a')",
    "DELETE FROM t WHERE LENGTH('x') > 0",
    "DELETE FROM t WHERE 1 BETWEEN 0 AND 2",
    "DELETE FROM t WHERE a IS NULL OR a IS NOT NULL",
    "DELETE FROM t LIMIT 18446744073709551615",
    "DELETE a FROM a LEFT JOIN b ON a.id = b.id",
    "DELETE FROM t /* WHERE id = 1 */",
  ])("%s meets every row", (script) => expect(whole(script)).toBe(true));

  test.each([
    "DELETE FROM t WHERE id = 1",
    "DELETE FROM t WHERE a = a",
    "DELETE FROM t WHERE name LIKE '%'",
    "DELETE FROM t WHERE 1=1 AND id = 5",
    "DELETE FROM t WHERE id BETWEEN 1 AND 2",
    "DELETE FROM t WHERE 1=0",
    "DELETE FROM t LIMIT 10",
    "DELETE FROM t LIMIT ?",
    "UPDATE a JOIN b ON a.id = b.id SET a.n = 1",
    "DELETE FROM t WHERE NOT id",
    "INSERT INTO t (a) VALUES (1) ON DUPLICATE KEY UPDATE a = 2",
  ])("%s may spare some", (script) => expect(whole(script)).toBe(false));
});

test("a long list of literals decides nothing, what else is in it does", () => {
  const numbers = Array.from({ length: 5000 }, (_, i) => i).join(", ");
  expect(whole(`${schema} DELETE FROM users WHERE id IN (${numbers})`)).toBe(false);
  expect(whole(`${schema} DELETE FROM users WHERE id NOT IN (${numbers})`)).toBe(false);
  expect(whole(`${schema} DELETE FROM users WHERE id IN (${numbers}, id)`)).toBe(true);
  expect(whole(`${schema} DELETE FROM users WHERE id IN (${numbers}) OR id IS NOT NULL`)).toBe(true);
});

describe("in a stored program", () => {
  const written = (script: string) => rowsWritten(last(`${schema} DELIMITER //\n${script} //`));

  test.each([
    "CREATE PROCEDURE p(id INT) BEGIN DELETE FROM users WHERE id = id; END",
    "CREATE PROCEDURE p(id INT) BEGIN DELETE FROM users WHERE id > 0; END",
    "CREATE PROCEDURE p(id INT) BEGIN DELETE FROM users WHERE id IN (1, 2); END",
    "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN DECLARE id INT DEFAULT 5; DELETE FROM users WHERE id = 5; END",
    "CREATE TRIGGER t AFTER UPDATE ON settings FOR EACH ROW DELETE FROM users WHERE OLD.k = 1",
    "CREATE TRIGGER t AFTER UPDATE ON settings FOR EACH ROW DELETE FROM users WHERE OLD.v = OLD.v",
  ])("%s meets every row or none", (script) => {
    expect(written(script).map(({ choice }) => choice)).toEqual(["all-or-none"]);
  });

  test.each([
    "CREATE PROCEDURE p(n INT) BEGIN DELETE FROM users WHERE id = n; END",
    "CREATE PROCEDURE p(id INT) BEGIN DELETE FROM users WHERE users.id = id; END",
    "CREATE PROCEDURE p() BEGIN BEGIN DECLARE id INT; SET id = 1; END; DELETE FROM users WHERE id = 1; END",
    "CREATE TRIGGER t AFTER UPDATE ON settings FOR EACH ROW DELETE FROM users WHERE id = OLD.k",
  ])("%s may spare some", (script) => {
    expect(written(script).map(({ choice }) => choice)).toEqual(["some"]);
  });
});

test("the worst that a program does to a table counts, however often it does something", () => {
  const body = Array.from({ length: 400 }, (_, i) => `DELETE FROM users WHERE id = ${i};`).join(" ");
  const statement = last(
    `${schema} DELIMITER //\nCREATE PROCEDURE p() BEGIN ${body} DELETE FROM users; END //`,
  );
  const clause = statement.changes.find((change) => change.clause.kind === "delete")?.clause;
  expect(clause && rowsWrittenBy(clause, statement)?.choice).toBe("every");
});

test("the table counts as it is right before the statement", () => {
  expect(whole(`${schema} DELETE FROM users WHERE id IS NOT NULL`)).toBe(true);
  expect(
    whole(
      `${schema} ALTER TABLE users MODIFY id INT NULL, DROP PRIMARY KEY; DELETE FROM users WHERE id IS NOT NULL`,
    ),
  ).toBe(false);
  expect(
    whole(`${schema} ALTER TABLE users MODIFY name INT NOT NULL; DELETE FROM users WHERE name = name`),
  ).toBe(true);
  expect(
    whole(`${schema} CREATE TEMPORARY TABLE users (id INT); DELETE FROM users WHERE id IS NOT NULL`),
  ).toBe(false);
});

test("what the code in a comment does counts as run and as not run, where nobody knows", () => {
  expect(
    rowsWritten(last("DELETE FROM t /*!99999 WHERE id = 1 */", { engine: undefined })).map(
      ({ choice }) => choice,
    ),
  ).toEqual(["some", "every"]);
});

test("of several tables only those that are changed count, each for itself", () => {
  const statement = last(`${schema} UPDATE users u JOIN settings s ON s.v = 1 SET u.name = ''`);
  expect(writtenInTrees(statement).map(({ source, choice }) => [source.alias, choice])).toEqual([
    ["u", "all-or-none"],
  ]);
  const both = last("DELETE a, b FROM a JOIN b ON b.x = 1");
  expect(writtenInTrees(both).map(({ source, choice }) => [source.alias, choice])).toEqual([
    ["a", "all-or-none"],
    ["b", "some"],
  ]);
});

test("in a body too, and a prepared text", () => {
  expect(whole("CREATE PROCEDURE p() BEGIN DELETE FROM t WHERE id = 1; DELETE FROM t; END")).toBe(true);
  expect(whole("PREPARE s FROM 'DELETE FROM t'")).toBe(true);
});

describe("the sentence", () => {
  function say(text: string): string | undefined {
    const statement = last(`${schema} ${text}`);
    const clause = statement.changes.map((change) => change.clause).find(({ kind }) => kind === "delete");
    return clause?.kind === "delete" ? sayEveryRow(clause, statement, "deleted") : undefined;
  }

  test.each([
    ["DELETE FROM users", "Every row of users is deleted."],
    [
      "DELETE FROM users WHERE EXISTS (SELECT 1 FROM settings)",
      "Every row of users is deleted, or none is: what the condition says is the same for all of them.",
    ],
    [
      "DELETE FROM users WHERE id IN (SELECT id FROM settings)",
      "Every row of users is deleted, or none is: what the condition says is the same for all of them. In its subquery id is users.id, since settings has no such column.",
    ],
    ["DELETE FROM users WHERE id = 1", undefined],
  ])("%s", (text, expected) => expect(say(text)).toBe(expected));
});

test("the worst of what is done to a table counts", () => {
  const statement = last("CREATE PROCEDURE p() BEGIN DELETE FROM t LIMIT 5; DELETE FROM t WHERE id = 1; END");
  const [, change] = statement.changes;
  expect(change && rowsWrittenBy(change.clause, statement)).toMatchObject({ choice: "every", limited: true });
});
