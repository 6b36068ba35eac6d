import { expect, test } from "vitest";
import { multiplyPlan, type PlanLine } from "./multiply-plan.ts";

const line = (
  select_type: string,
  table: string | null,
  rows: number | null,
  more: PlanLine = {},
): PlanLine => ({
  ...{ id: 1, select_type, table, rows, filtered: rows === null ? null : "100.00", Extra: null },
  ...more,
});

test.each([
  ["one table", [line("SIMPLE", "t", 1000)], 1000],
  ["a join", [line("SIMPLE", "c", 500), line("SIMPLE", "o", 20, { filtered: "50.00" })], 5000],
  [
    "a union",
    [
      line("PRIMARY", "a", 10),
      line("UNION", "b", 5, { id: 2 }),
      line("UNION RESULT", "<union1,2>", null, { id: null }),
    ],
    15,
  ],
  [
    "a derived table",
    [line("PRIMARY", "<derived2>", 30), line("PRIMARY", "t", 2), line("DERIVED", "s", 900, { id: 2 })],
    60,
  ],
  [
    "a subquery of no number of its own",
    [line("SIMPLE", "<subquery2>", null), line("SIMPLE", "t", 2), line("MATERIALIZED", "s", 40, { id: 2 })],
    80,
  ],
  ["nothing to find", [line("SIMPLE", null, null, { Extra: "Impossible WHERE" })], 0],
  [
    "no row of a constant table",
    [line("SIMPLE", null, null, { Extra: "no matching row in const table" })],
    0,
  ],
  ["no table", [line("SIMPLE", null, null, { Extra: "No tables used" })], 1],
  ["a step without a number", [line("SIMPLE", null, null, { Extra: "something new" })], undefined],
  ["a table without a number", [line("SIMPLE", "t", null)], undefined],
  ["no plan", [], undefined],
])("%s", (_, plan, rows) => {
  expect(multiplyPlan(plan, false)).toBe(rows);
});

test("a change of one table is reckoned with every row that is read, a join with what passes", () => {
  const third = { filtered: "33.33" };
  expect(multiplyPlan([line("SIMPLE", "t", 1000, third)], true)).toBe(1000);
  expect(multiplyPlan([line("SIMPLE", "t", 1000, third)], false)).toBe(333);
  expect(multiplyPlan([line("SIMPLE", "t", 1000, third), line("SIMPLE", "s", 1)], true)).toBe(333);
});
