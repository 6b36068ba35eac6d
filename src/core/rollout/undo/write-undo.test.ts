import { expect, test } from "vitest";
import type { UndoPlan } from "./kept.ts";
import { writeUndo } from "./write-undo.ts";

const plan = (kind: UndoPlan["kind"], more: Partial<UndoPlan> = {}): UndoPlan => ({
  ...{ kind, table: { database: "shop", name: "t" }, keptIn: "tollgate_undo_x_1", key: ["id", "k"] },
  ...{ columns: ["id", "k", "a"], assigned: [], moved: [], marks: [] },
  ...more,
});

test("the last statement first; what cannot come back is a comment of one line", () => {
  const sql = writeUndo("001.sql", "shop", [
    { line: 1, type: "CREATE_TABLE", plans: [], rows: 0, lost: ["Why\nDROP TABLE t;"] },
    { line: 2, type: "DELETE", plans: [plan("delete")], rows: 2, lost: [] },
  ]);
  expect(sql).toMatch(
    /SET time_zone[\s\S]*-- Line 2, DELETE: 2 rows\nINSERT INTO `t` [\s\S]*\n\n-- Line 1, CREATE TABLE\n/,
  );
  expect(sql.split("\n")).toContain("-- cannot come back: Why DROP TABLE t;");
  expect(sql).toContain("NOT EXISTS (SELECT 1 FROM `t` AS t WHERE t.`id` = b.`id` AND t.`k` = b.`k`)");
});

test("an UPDATE goes back by key, where the row is as the statement left it; a table elsewhere is named whole", () => {
  const elsewhere = plan("update", { table: { database: "old", name: "t" }, assigned: ["a"], moved: ["at"] });
  const sql = writeUndo("001.sql", "shop", [
    { line: 1, type: "UPDATE", plans: [elsewhere], rows: 1, lost: [] },
  ]);
  expect(sql).toContain(
    "UPDATE `old`.`t` AS t\nJOIN `tollgate_undo_x_1` AS b ON b.tollgate_state = 'before' AND b.`id` = t.`id`",
  );
  expect(sql).toContain("SET t.`a` = b.`a`, t.`at` = IF(t.`at` <=> a.`at`, b.`at`, t.`at`)");
  expect(sql).toContain("WHERE CAST(t.`a` AS BINARY) <=> CAST(a.`a` AS BINARY);");
});

test("nothing to bring back sets nothing", () => {
  const sql = writeUndo("a\n.sql", "shop", [
    { line: 1, type: "TRUNCATE", plans: [], rows: 0, lost: ["No."] },
  ]);
  expect(sql).not.toContain("SET ");
  expect(sql.split("\n").filter((line) => line !== "" && !line.startsWith("--"))).toEqual([]);
});
