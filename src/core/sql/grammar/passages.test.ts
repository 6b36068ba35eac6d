import { expect, test } from "vitest";
import { parseEngine } from "../engine.ts";
import type { Span } from "../tree/node.ts";
import { parseTrees } from "./parse-statement.ts";

function treeOf(text: string, engine = "mysql-9.7") {
  const [tree] = parseTrees(text, {
    ansiQuotes: false,
    noBackslashEscapes: false,
    engine: parseEngine(engine),
  });
  if (!tree) throw new Error(`Not read: ${text}`);
  return tree;
}

const cutFrom =
  (text: string) =>
  ({ start, end }: Span) =>
    text.slice(start, end);

test.each([
  ["CREATE DEFINER = u@'h' PROCEDURE p() SELECT 1", "definer: DEFINER = u@'h'"],
  ["CREATE TABLE /* x */ IF NOT EXISTS t (a INT)", "if-not-exists: IF NOT EXISTS"],
  ["CREATE TABLE t (a INT) COMMENT 'ENGINE' ENGINE = `MyISAM`", "engine: `MyISAM`"],
  [
    "CREATE TABLE t (a INT) ENGINE X PARTITION BY HASH (a) (PARTITION p ENGINE = Y)",
    "engine: X",
    "engine: Y",
  ],
  ["CREATE INDEX i ON t (a) LOCK SHARED ALGORITHM=copy", "lock: LOCK SHARED", "algorithm: ALGORITHM=copy"],
  ["PREPARE s FROM 'CREATE TABLE IF NOT EXISTS t (a INT) ENGINE = X'"],
])("%s", (text, ...passages) => {
  expect(treeOf(text).passages.map((one) => `${one.part}: ${cutFrom(text)(one)}`)).toEqual(passages);
});

test("the code of a statement has no comments around it and no delimiter", () => {
  const text = "/* a */ DO /* b */ 1 /* c */; -- d";
  expect(cutFrom(text)(treeOf(text).code)).toBe("DO /* b */ 1");
});

test("ALTER TABLE by its parts", () => {
  const text =
    "alter table `d`. t ADD (a INT NOT NULL, b ENUM('x,y')), /* , */ CHANGE c d INT CHECK (d IS NOT NULL) AFTER `a`, ROW_FORMAT=DYNAMIC COMMENT 'x', LOCK=NONE;";
  const cut = cutFrom(text);
  const [alteration] = treeOf(text).alterations;
  expect(alteration && [cut(alteration.head), cut(alteration.table), alteration.plain]).toEqual([
    "alter table `d`. t",
    "`d`. t",
    true,
  ]);
  const parts = alteration?.parts.map((part) => ({
    text: cut(part),
    kinds: part.clauses.map(({ kind }) => kind),
    columns: part.columns.map((column) => [
      column.name,
      cut(column),
      column.notNull && cut(column.notNull),
      column.position && cut(column.position),
    ]),
    passages: part.passages.map(({ part: what, value }) => `${what} ${value}`),
  }));
  expect(parts).toEqual([
    {
      text: "ADD (a INT NOT NULL, b ENUM('x,y'))",
      kinds: ["add-column", "add-column"],
      columns: [
        ["a", "INT NOT NULL", "NOT NULL", undefined],
        ["b", "ENUM('x,y')", undefined, undefined],
      ],
      passages: [],
    },
    {
      text: "CHANGE c d INT CHECK (d IS NOT NULL) AFTER `a`",
      kinds: ["modify-column"],
      columns: [["d", "INT CHECK (d IS NOT NULL)", undefined, "AFTER `a`"]],
      passages: [],
    },
    {
      text: "ROW_FORMAT=DYNAMIC COMMENT 'x'",
      kinds: ["table-option", "table-comment"],
      columns: [],
      passages: [],
    },
    { text: "LOCK=NONE", kinds: [], columns: [], passages: ["lock NONE"] },
  ]);
});

test.each([
  ["ALTER TABLE t WAIT 5 ADD a INT", false, false],
  ["ALTER IGNORE TABLE t ADD a INT", false, false],
  ["ALTER TABLE IF EXISTS t ADD a INT", false, false],
  ["ALTER TABLE t ADD a INT PARTITION BY HASH (a)", true, true],
  ["ALTER TABLE t ADD a INT", true, false],
])("%s", (text, plain, partitions) => {
  expect(treeOf(text, "mariadb-10.11").alterations).toMatchObject([{ plain, partitions }]);
});

test("UPDATE, DELETE and INSERT know where their clauses stand", () => {
  const text = "UPDATE t SET a = (SELECT 1 LIMIT 2) WHERE ((a)) /* x */ LIMIT 3";
  const [update] = treeOf(text).statements;
  expect(
    update?.kind === "update" && Object.values(update.written).map((one) => one && cutFrom(text)(one)),
  ).toEqual(["WHERE ((a))", "LIMIT 3"]);
  const insert = "INSERT INTO d.t PARTITION (p) VALUES (1)";
  const [inserted] = treeOf(insert).statements;
  expect(inserted?.kind === "insert" && insert.slice(0, inserted.columnsAt)).toBe(
    "INSERT INTO d.t PARTITION (p)",
  );
});
