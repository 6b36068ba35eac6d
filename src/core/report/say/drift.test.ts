import { expect, test } from "vitest";
import { renderDrift } from "../comment/render-drift.ts";
import { sayChanges, sayNotCompared } from "./drift.ts";

const column = {
  part: "column e",
  change: "changed",
  attributes: [{ name: "COLUMN_TYPE", before: "enum('x')", after: undefined }],
} as const;
const body = (text: string) => ({
  object: "procedure p",
  change: "changed" as const,
  parts: [
    {
      part: "",
      change: "changed" as const,
      attributes: [{ name: "ROUTINE_DEFINITION", before: text, after: "x" }],
    },
  ],
});

test("each change is a line, with before and after", () => {
  const parts = [column, { ...column, part: "index i, part 1", change: "removed" } as const];
  expect(
    sayChanges([
      { object: "table t", change: "changed", parts },
      { object: "view v", change: "removed", parts: [] },
    ]),
  ).toEqual([
    "table t: column e: COLUMN_TYPE: enum('x') -> none",
    "table t: index i, part 1: removed",
    "view v: removed",
  ]);
});

test("a body is cut, and no password of it is told", () => {
  const [line = ""] = sayChanges([body(`CREATE USER a IDENTIFIED BY 'hunter2'; ${"x".repeat(1000)}`)]);
  expect(line).not.toContain("hunter2");
  expect(line.length).toBeLessThan(400);
});

test("what was not compared is said; nothing where all was", () => {
  expect(sayNotCompared(["triggers", "events"])).toContain("triggers, events");
  expect(sayNotCompared([])).toBeUndefined();
});

test("as Markdown, names are harmless and thousands of lines are cut", () => {
  const target = {
    environment: "prod",
    instance: "db-1",
    database: "shop",
    engine: "mysql-8.4",
    connection: "URL",
    labels: {},
  };
  const changes = Array.from({ length: 300 }, (_, i) => ({
    object: `table @mona${i}`,
    change: "added" as const,
    parts: [],
  }));
  const text = renderDrift("prod", [
    { target, state: "drifted", since: "2026-11-30T12:00:00Z", changes, notCompared: ["events"] },
  ]);
  expect(text).toContain("- `table @mona0: added`");
  expect(text).toContain("- … and 100 more");
  expect(text).toContain("_not compared, since the account does not see them: events");
});
