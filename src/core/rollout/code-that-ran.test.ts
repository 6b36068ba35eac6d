import { describe, expect, test } from "vitest";
import { plannedStatements } from "../../testing/planned.ts";
import { codeThatRan, leftByBody, leftByHidden } from "./code-that-ran.ts";
import { resumeAt } from "./resume.ts";

const shop = (name: string) => ({ database: "shop", name });

test("calls, writes and reads may run code of the server's", () => {
  const statements = plannedStatements(
    "SET @n = 0; INSERT INTO a SELECT * FROM b; CALL p(); SELECT * FROM v; DO 1; UPDATE c SET n = 1",
  );
  expect(codeThatRan(statements, 5)).toEqual([
    { at: 1, routines: [], triggersOf: [shop("a")], read: [shop("b")] },
    { at: 2, routines: [shop("p")], triggersOf: [], read: [] },
    { at: 3, routines: [], triggersOf: [], read: [shop("v")] },
  ]);
});

describe("what a body leaves in the session that runs it", () => {
  test.each([
    ["SET NEW.n = 1", []],
    ["BEGIN DECLARE total INT; SET total = 1; UPDATE a SET n = total; END", []],
    ["SET @sum = @sum + NEW.n", ["@sum"]],
    ["SELECT n INTO @n FROM a", ["@n"]],
    ["SET foreign_key_checks = 0", ["a setting"]],
    ["BEGIN SET @x = 1, sql_mode := ''; END", ["@x", "a setting"]],
    ["SET SESSION optimizer_switch = 'mrr=off'", ["a setting"]],
    ["SET @@rand_seed1 = 4", ["a setting"]],
    ["CALL other()", leftByHidden],
    [undefined, leftByHidden],
  ])("%s", (body, left) => {
    expect(leftByBody(body)).toEqual(left);
  });
});

test.each([
  ["SET @n = 0; INSERT INTO a VALUES (1); INSERT INTO b VALUES (@n)", ["@n"], { can: false, needs: "@n" }],
  ["SET @m = 0; INSERT INTO a VALUES (1); INSERT INTO b VALUES (@m)", ["@n"], { can: true, replay: [0] }],
  [
    "SET @n = 0; INSERT INTO a VALUES (1); INSERT INTO b VALUES (2)",
    ["a setting"],
    { can: false, needs: "a setting" },
  ],
  ["SET @n = 0; INSERT INTO a VALUES (1); INSERT INTO b VALUES (@n)", leftByHidden, { can: false }],
])("%s, where the second left %j", (sql, left, resume) => {
  expect(resumeAt(plannedStatements(sql), 2, new Map([[1, left]]))).toMatchObject(resume);
});
