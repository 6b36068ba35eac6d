import { describe, expect, test } from "vitest";
import { conditionOf, statementIn, treeOf } from "../../../testing/read-trees.ts";
import type { LexMode } from "../mode.ts";
import { expressionsIn } from "../tree/walk.ts";
import { writeExpression } from "../write/write-expression.ts";
import { parseStatement } from "./parse-statement.ts";

/** The condition with every parenthesis written. */
function read(condition: string, mode: Partial<LexMode> = {}): string {
  const text = `DELETE FROM t WHERE ${condition}`;
  return writeExpression(conditionOf(statementIn(text, mode)), {
    column: ({ database, table, name }) =>
      [database, table, name].filter((part) => part !== undefined).join("."),
    source: ({ start, end }) => text.slice(start, end),
  });
}

describe("precedence is settled as the server settles it", () => {
  test.each([
    ["a = 1 OR b = 2 AND c = 3", "((a = 1) OR ((b = 2) AND (c = 3)))"],
    ["a OR b XOR c AND d", "(a OR (b XOR (c AND d)))"],
    ["NOT a = b", "(NOT (a = b))"],
    ["! a = b", "((NOT a) = b)"],
    ["NOT a AND b", "((NOT a) AND b)"],
    ["a = b IN (1, 2)", "(a = (b IN (1, 2)))"],
    ["a = b IS NULL", "((a = b) IS NULL)"],
    ["a BETWEEN 1 AND b IN (2)", "(a BETWEEN 1 AND (b IN (2)))"],
    ["a BETWEEN 1 AND 2 AND b", "((a BETWEEN 1 AND 2) AND b)"],
    ["a BETWEEN 1 AND 2 = c", "((a BETWEEN 1 AND 2) = c)"],
    ["a + b * c - d", "((a + (b * c)) - d)"],
    ["a | b & c << 1 + 2", "(a | (b & (c << (1 + 2))))"],
    ["- a ^ b", "((-a) ^ b)"],
    ["a LIKE b COLLATE utf8mb4_bin", "(a LIKE (b COLLATE utf8mb4_bin))"],
    ["BINARY a = b", "((BINARY a) = b)"],
    ["a < b < c", "((a < b) < c)"],
    ["a <> ALL (SELECT 1)", "(a <> ALL (SELECT 1))"],
    ["a + INTERVAL 1 DAY > b", "((a + INTERVAL 1 DAY) > b)"],
    ["@x := a AND b", "(@`x` := (a AND b))"],
    ["CASE a WHEN 1 THEN b ELSE c END = 1", "((CASE a WHEN 1 THEN b ELSE c END) = 1)"],
    ["t.a->'$.b' = db.t.c", "((t.a -> '$.b') = db.t.c)"],
    ["(a, b) = (1, 2)", "(ROW(a, b) = ROW(1, 2))"],
    ["a || b = c", "(a OR (b = c))"],
  ])("%s", (condition, expected) => {
    expect(read(condition)).toBe(expected);
  });

  test("PIPES_AS_CONCAT makes || bind tighter than anything but signs", () => {
    expect(read("a = -b || c", { pipesAsConcat: true })).toBe("(a = CONCAT((-b), c))");
  });

  test("HIGH_NOT_PRECEDENCE makes NOT bind as ! does", () => {
    expect(read("NOT a = b", { highNotPrecedence: true })).toBe("((NOT a) = b)");
  });
});

describe("nodes know where they stand", () => {
  test("without the parentheses around them, and with those inside", () => {
    const text = "DELETE FROM t WHERE ((a + (b)) = 'x')";
    const places = [...expressionsIn(conditionOf(statementIn(text)))].map(({ start, end }) =>
      text.slice(start, end),
    );
    expect(places.sort()).toEqual(["'x'", "(a + (b)) = 'x'", "a", "a + (b)", "b"]);
  });
});

describe("a chain of any length is no deep tree", () => {
  const many = 100_000;

  test.each([" AND a", " OR a", " XOR a", " + a", " - a", " * a", " || a"])("%s", (link) => {
    expect(statementIn(`DELETE FROM t WHERE a${link.repeat(many)}`).height).toBeLessThan(6);
  });

  test("joins and UNION too", () => {
    expect(statementIn(`DELETE t FROM t${" JOIN u ON a".repeat(60)}`).height).toBe(3);
    expect(statementIn(`SELECT 1${" UNION SELECT 1".repeat(many)}`).height).toBeLessThan(6);
  });
});

describe("what would be too high a tree is unreadable", () => {
  const deep = 600;

  test.each([
    `DELETE FROM t WHERE ${"!".repeat(8000)}a`,
    `DELETE FROM t WHERE ${"NOT ".repeat(deep)}a`,
    `DELETE FROM t WHERE ${"- ".repeat(deep)}a`,
    `DELETE FROM t WHERE a${" = a".repeat(deep)}`,
    `DELETE FROM t WHERE a${" COLLATE x".repeat(deep)}`,
    `DELETE FROM t WHERE ${"(- - - - ".repeat(200)}a${")".repeat(200)}`,
    `DELETE FROM t WHERE ${"(".repeat(150)}a${" = a = a = a = a)".repeat(150)}`,
  ])("%.40s", (text) => {
    expect(treeOf(text)).toBeUndefined();
    expect(
      parseStatement(text, { ansiQuotes: false, noBackslashEscapes: false, engine: undefined }).parsed,
    ).toBe(false);
  });

  test("parentheses alone add nothing", () => {
    expect(statementIn(`DELETE FROM t WHERE ${"(".repeat(390)}a${")".repeat(390)}`).height).toBe(2);
  });
});

describe("what stands in a tree", () => {
  test("an UPDATE: its tables, what it assigns, its bounds", () => {
    const statement = statementIn(
      "UPDATE a JOIN b USING (id) LEFT JOIN c ON c.x = a.x SET a.n = DEFAULT, m = 1 WHERE a.k ORDER BY a.k DESC LIMIT 5",
    );
    expect(statement).toMatchObject({
      kind: "update",
      deferred: false,
      tables: [
        {
          kind: "join",
          first: { kind: "table", name: { table: "a" } },
          rest: [
            { type: "inner", using: ["id"], on: undefined },
            { type: "left", using: undefined, on: { kind: "comparison" } },
          ],
        },
      ],
      assignments: [
        { column: { table: "a", name: "n" }, value: { kind: "default" } },
        { column: { table: undefined, name: "m" }, value: { kind: "number", text: "1" } },
      ],
      where: { kind: "column", name: "k" },
      orderBy: [{ descending: true }],
      limit: { count: { text: "5" } },
    });
  });

  test("a multi-table DELETE calls its targets as its tables do", () => {
    const statement = statementIn("WITH x AS (SELECT 1) DELETE u, v.* FROM t u JOIN w v");
    expect(statement).toMatchObject({ kind: "delete", targets: ["u", "v"], commonTables: [{ name: "x" }] });
  });

  test("`a JOIN b JOIN c ON … ON …` nests to the right", () => {
    expect(statementIn("DELETE a FROM a JOIN b JOIN c ON b.x = c.x ON a.x = b.x")).toMatchObject({
      tables: [
        { rest: [{ table: { kind: "join", first: { name: { table: "b" } }, rest: [{ on: {} }] }, on: {} }] },
      ],
    });
  });

  test("an INSERT keeps the number of its rows and what is more than a literal", () => {
    expect(
      statementIn("INSERT INTO t (a, b) VALUES (1, NULL), (-2, NOW()) ON DUPLICATE KEY UPDATE a = VALUES(a)"),
    ).toMatchObject({
      kind: "insert",
      columns: ["a", "b"],
      source: { kind: "rows", count: 2, computed: [{ kind: "call", name: "NOW" }] },
      onDuplicate: [{ value: { kind: "inserted-value" } }],
    });
  });

  test("INTERSECT binds tighter than UNION", () => {
    expect(statementIn("SELECT 1 UNION SELECT 2 INTERSECT SELECT 3")).toMatchObject({
      query: {
        body: {
          kind: "set-operation",
          first: { kind: "select" },
          rest: [
            { operator: "union", operand: { kind: "set-operation", rest: [{ operator: "intersect" }] } },
          ],
        },
      },
    });
  });

  test("every statement of a body, and the expressions that steer it", () => {
    const tree = treeOf(
      "CREATE PROCEDURE p(x INT) BEGIN IF x > 1 THEN DELETE FROM t; END IF; UPDATE t SET a = 1; SET @y = f(x); END",
    );
    expect(tree?.statements.map(({ kind, deferred }) => [kind, deferred])).toEqual([
      ["delete", true],
      ["update", true],
    ]);
    expect(tree?.others.map(({ kind }) => kind)).toEqual(["comparison", "call"]);
  });

  test("what a table's definition computes", () => {
    const tree = treeOf(
      "CREATE TABLE t (a INT CHECK (a > 0), b INT AS (a + 1), c INT DEFAULT (a), KEY ((a * 2))) PARTITION BY HASH (a % 4)",
    );
    expect(tree?.definitions.map(({ role, expression: { kind } }) => `${role} ${kind}`)).toEqual([
      "check comparison",
      "generated arithmetic",
      "default column",
      "key-part arithmetic",
      "partition arithmetic",
    ]);
  });

  test("words that are no columns: a unit, a side, a type", () => {
    expect(read("TIMESTAMPDIFF(DAY, a, b) > EXTRACT(YEAR FROM a)")).toBe(
      "(TIMESTAMPDIFF(DAY, a, b) > EXTRACT(YEAR FROM a))",
    );
    expect(read("TRIM(LEADING 'x' FROM a) = CAST(b AS CHAR(3))")).toBe(
      "(TRIM(LEADING 'x' FROM a) = CAST(b AS CHAR(3)))",
    );
  });

  test("a statement that is not understood has none", () => {
    expect(treeOf("DELETE FROM t WHERE a =")).toBeUndefined();
  });

  test("with and without the code in a comment, where nobody knows whether it runs", () => {
    const mode = { ansiQuotes: false, noBackslashEscapes: false, engine: undefined };
    const trees = treeOf("DELETE FROM t /*!80000 WHERE a = 1 */", mode);
    expect(trees?.statements[0]).toMatchObject({ where: { kind: "comparison" } });
  });
});
