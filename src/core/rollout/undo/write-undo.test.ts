import { expect, test } from "vitest";
import type { UndoPlan } from "./kept.ts";
import { isWrittenUndo, selectChanged, writeUndo } from "./write-undo.ts";

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

test("its own UPDATE is known again, and nothing that does more", () => {
  const keptIn = "tollgate_undo_0123456789abcdef_1";
  const own = plan("update", { keptIn, assigned: ["a", "x`y"], moved: ["at"] });
  const sql = writeUndo("001.sql", "old", [{ line: 1, type: "UPDATE", plans: [own], rows: 1, lost: [] }]);
  expect(isWrittenUndo(sql)).toBe(true);
  expect(isWrittenUndo(sql.replace("t.`a` = b.`a`", "t.`a` = 0"))).toBe(false);
  expect(isWrittenUndo(sql.replace("t.`a` = b.`a`", "t.`a` = b.`c`"))).toBe(false);
  expect(isWrittenUndo(`UPDATE t SET a = 1 /* ${keptIn} */`)).toBe(false);
});

test("rows that a later statement of the file touched are that one's to compare", () => {
  const later = [
    plan("delete", { keptIn: "k2" }),
    plan("delete", { keptIn: "k3", table: { database: "shop", name: "s" } }),
  ];
  const sql = selectChanged({ database: "shop" }, plan("update", { assigned: ["a"] }), { later, limit: 3 });
  expect(sql).toContain("NOT EXISTS (SELECT 1 FROM `shop`.`k2` AS l WHERE");
  expect(sql).not.toContain("k3");
});
