import { expect, test } from "vitest";
import type { DescribedColumn, DescribedKey, DescribedTable } from "../rows/described-table.ts";
import { planUndo } from "./plan-undo.ts";
import type { TouchedRows } from "./read-touched.ts";

const column = (name: string, more: Partial<DescribedColumn> = {}): DescribedColumn => ({
  ...{
    name,
    type: "int",
    nullable: false,
    shown: "int",
    charset: undefined,
    collation: undefined,
    generated: false,
    movesByItself: false,
  },
  ...more,
});
const key = (name: string, columns: string[]): DescribedKey => ({
  name,
  unique: true,
  columns,
  prefix: false,
});

const table = (more: Partial<DescribedTable> = {}): DescribedTable => ({
  ...{
    database: "shop",
    name: "t",
    versioned: false,
    rows: 9,
    keys: [key("PRIMARY", ["id"])],
    foreignKeys: [],
  },
  columns: [
    column("id"),
    column("a"),
    column("g", { generated: true }),
    column("at", { movesByItself: true }),
  ],
  ...more,
});

const touched = (kind: TouchedRows["kind"], more: Partial<TouchedRows> = {}): TouchedRows => ({
  ...{ kind, table: { database: "shop", name: "t" }, alias: "t", source: "t", bounds: "" },
  ...{ assigned: kind === "update" ? ["A"] : [], orderedBy: undefined },
  ...more,
});

const around = { keptIn: "tollgate_undo_x_1", triggers: [] };
const foreignKey = (onDelete: string, onUpdate: string) => ({
  ...{ name: "fk", columns: ["a"], onDelete, onUpdate },
  ...{ child: { database: "shop", name: "s" }, parent: { database: "shop", name: "t" } },
});

test("what an UPDATE brings back, and how its rows are found", () => {
  expect(planUndo(touched("update"), table(), around)).toMatchObject({
    ...{ key: ["id"], columns: ["id", "a", "at"], assigned: ["a"], moved: ["at"], marks: [] },
  });
});

test.each<[string, TouchedRows, DescribedTable | undefined]>([
  ["no table", touched("delete"), undefined],
  ["keeps the past", touched("delete"), table({ versioned: true })],
  ["no primary key", touched("delete"), table({ keys: [] })],
  [
    "a column tollgate_state",
    touched("delete"),
    table({ columns: [column("id"), column("Tollgate_State")] }),
  ],
  ["may change id", touched("update", { assigned: ["ID"] }), table()],
  [
    "may change id",
    touched("update", { assigned: ["a"] }),
    table({ columns: [column("id", { movesByItself: true }), column("a")] }),
  ],
  ["does not tell which", touched("delete", { orderedBy: ["a"] }), table()],
  ["does not tell which", touched("delete", { orderedBy: [] }), table()],
])("%s: nothing can be kept", (why, one, described) => {
  expect(planUndo(one, described, around)).toEqual({ why: expect.stringContaining(why) });
});

test("a LIMIT by a unique key is kept", () => {
  expect(planUndo(touched("delete", { orderedBy: ["a", "ID"] }), table(), around)).toMatchObject({
    key: ["id"],
  });
});

test.each<[string, TouchedRows, DescribedTable, { triggers: { name: string }[] | undefined }, unknown[]]>([
  [
    "a cascade",
    touched("delete"),
    table({ foreignKeys: [foreignKey("CASCADE", "RESTRICT")] }),
    around,
    ["fk"],
  ],
  [
    "SET NULL",
    touched("update"),
    table({ foreignKeys: [foreignKey("NO ACTION", "SET NULL")] }),
    around,
    ["fk"],
  ],
  ["RESTRICT", touched("delete"), table({ foreignKeys: [foreignKey("RESTRICT", "CASCADE")] }), around, []],
  [
    "another column",
    touched("update", { assigned: ["b"] }),
    table({ foreignKeys: [foreignKey("RESTRICT", "CASCADE")] }),
    around,
    [],
  ],
  ["a trigger", touched("delete"), table(), { triggers: [{ name: "gone" }] }, ["gone"]],
  ["triggers that are not shown", touched("delete"), table(), { triggers: undefined }, ["not shown"]],
])("%s: marked with what does not come back", (_, one, described, { triggers }, marks) => {
  expect(planUndo(one, described, { ...around, triggers })).toMatchObject({
    marks: marks.map((mark) => expect.stringContaining(String(mark))),
  });
});
