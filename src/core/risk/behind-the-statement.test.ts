import { describe, expect, test } from "vitest";
import type { Engine } from "../sql/engine.ts";
import { split } from "../sql/split/split.ts";
import { openClassifier } from "./classify-script.ts";

const schema = `
  CREATE TABLE par (id INT PRIMARY KEY, email VARCHAR(50), n INT NOT NULL);
  CREATE TABLE notes (id INT PRIMARY KEY, body VARCHAR(10));
  CREATE TABLE log (id INT PRIMARY KEY, what VARCHAR(10));
  CREATE TABLE entries (id INT PRIMARY KEY);
  CREATE VIEW plain AS SELECT id, email FROM par;
  CREATE VIEW over_it AS SELECT * FROM plain;
  CREATE VIEW renamed (k, e) AS SELECT id, email FROM par;
  CREATE VIEW outer_one AS SELECT par.id, notes.id AS other FROM par LEFT JOIN notes ON notes.id = par.n;
  CREATE FUNCTION g() RETURNS INT DETERMINISTIC RETURN 1;
  CREATE VIEW calling AS SELECT g() AS x;
  CREATE TRIGGER wipes AFTER UPDATE ON notes FOR EACH ROW DELETE FROM log;
  CREATE TRIGGER chained AFTER DELETE ON log FOR EACH ROW DELETE FROM entries WHERE id = OLD.id;
  CREATE TRIGGER stamps BEFORE INSERT ON notes FOR EACH ROW SET NEW.body = UPPER(NEW.body);
  CREATE TRIGGER calls AFTER DELETE ON notes FOR EACH ROW CALL tidy();
`;

const nobodyLooks = { whole: () => [], alone: () => [], most: 0 };
const mysql: Engine = { flavour: "mysql", version: 90700 };

function found(text: string, engine: Engine = mysql): string[] {
  const mode = { mode: { engine } };
  const classify = openClassifier({ engine, schema: split(schema, mode).statements, ahead: nobodyLooks });
  const shown = classify(split(text, mode).statements, (_, findings) => findings.map(({ id }) => id));
  return shown.at(-1) ?? [];
}

describe("through a view, as MySQL 9.7 was seen to do", () => {
  test.each([
    "DELETE FROM plain WHERE id = id",
    "DELETE FROM plain WHERE id IS NOT NULL",
    "DELETE FROM over_it WHERE id = id",
    "DELETE FROM renamed WHERE k IS NOT NULL",
    "CREATE VIEW fresh AS SELECT n AS m FROM par; DELETE FROM fresh WHERE m = m",
  ])("every row: %s", (text) => expect(found(text)).toContain("delete-every-row"));

  test.each([
    "DELETE FROM plain WHERE id = 1",
    "DELETE FROM plain WHERE email = email",
    "DELETE FROM renamed WHERE e IS NOT NULL",
    "DELETE FROM outer_one WHERE other IS NOT NULL",
    "ALTER TABLE par MODIFY n INT; CREATE VIEW fresh AS SELECT n FROM par; DELETE FROM fresh WHERE n = n",
  ])("some rows: %s", (text) => expect(found(text)).not.toContain("delete-every-row"));
});

describe("a known trigger's deeds are the statement's that fires it", () => {
  test.each([
    ["UPDATE notes SET body = 'a' WHERE id = 1", ["delete-every-row", "change-rows"]],
    [
      "INSERT INTO notes (id) VALUES (1) ON DUPLICATE KEY UPDATE body = 'a'",
      ["delete-every-row", "change-rows"],
    ],
    ["DELETE FROM notes WHERE id = 1", ["opaque-statement"]],
    ["REPLACE INTO notes (id) VALUES (1)", ["opaque-statement", "replace-rows"]],
    ["INSERT INTO notes (id) VALUES (1)", []],
    ["DELETE FROM log WHERE id = 1", ["change-rows"]],
    ["DROP TRIGGER calls; DELETE FROM notes WHERE id = 1", []],
    ["SELECT * FROM notes", []],
  ])("%s", (text, expected) => expect(found(text).sort()).toEqual([...expected].sort()));

  test.each([
    ["RENAME TABLE notes TO kept; UPDATE kept SET body = 'a' WHERE id = 1", true],
    ["ALTER TABLE notes RENAME TO kept; UPDATE kept SET body = 'a' WHERE id = 1", true],
    ["RENAME TABLE notes TO a, a TO kept; UPDATE kept SET body = 'a' WHERE id = 1", true],
    ["ALTER TABLE notes RENAME TO kept; DROP TRIGGER wipes; UPDATE kept SET body = 'a' WHERE id = 1", false],
    ["RENAME TABLE notes TO kept; CREATE TABLE notes (id INT); UPDATE notes SET id = 2 WHERE id = 1", false],
    ["DROP TABLE notes; CREATE TABLE notes (id INT); UPDATE notes SET id = 2 WHERE id = 1", false],
  ])("it goes where its table goes: %s", (text, fires) =>
    expect(found(text).includes("delete-every-row")).toBe(fires),
  );

  test("the sentence names the trigger", () => {
    const mode = { mode: { engine: mysql } };
    const classify = openClassifier({
      engine: mysql,
      schema: split(schema, mode).statements,
      ahead: nobodyLooks,
    });
    const [whats] = classify(split("DELETE FROM log WHERE id = 1", mode).statements, (_, findings) =>
      findings.map(({ what }) => what),
    );
    expect(whats).toEqual(["By the trigger chained: How many rows of entries this changes is not known."]);
  });
});

describe("functions that a view calls", () => {
  const mariadb: Engine = { flavour: "mariadb", version: 101100 };
  test.each([
    ["SET @a = (SELECT x FROM calling)", mysql, true],
    ["SELECT COUNT(*) FROM calling", mysql, true],
    ["EXPLAIN SELECT * FROM calling", mysql, false],
    ["EXPLAIN SELECT * FROM calling", mariadb, true],
    ["DROP VIEW calling", mysql, false],
  ] as const)("%s", (text, engine, runs) =>
    expect(found(text, engine).includes("opaque-statement")).toBe(runs),
  );

  test.each([
    ["EXPLAIN SELECT * FROM (SELECT SETVAL(s, 50) AS a) AS x", true],
    ["EXPLAIN SELECT * FROM (SELECT LASTVAL(s) AS a) AS x", false],
  ])("sets a sequence, as MariaDB 10.11 was seen to do: %s", (text, sets) =>
    expect(found(text, mariadb).includes("storage-object")).toBe(sets),
  );
});

test("a chain of views that no server would make ends nothing", () => {
  const chain = Array.from({ length: 900 }, (_, i) => `CREATE VIEW v${i + 1} AS SELECT * FROM v${i}`);
  const script = ["CREATE VIEW v0 AS SELECT * FROM par", ...chain, "DELETE FROM v900 WHERE id = id"].join(
    "; ",
  );
  expect(found(script)).toContain("change-rows");
});

test("an ignored index is as hidden as an invisible one", () => {
  const mariadb: Engine = { flavour: "mariadb", version: 101100 };
  expect(found("ALTER TABLE par ALTER INDEX by_email IGNORED", mariadb)).toContain("hide-index");
  expect(found("ALTER TABLE par ALTER INDEX by_email NOT IGNORED", mariadb)).not.toContain("hide-index");
  expect(found("SET STATEMENT alter_algorithm = 'COPY' FOR ALTER TABLE par ADD z INT", mariadb)).toContain(
    "requested-cost",
  );
});
