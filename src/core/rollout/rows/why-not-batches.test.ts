import { expect, test } from "vitest";
import type { DescribedColumn, DescribedKey, DescribedTable } from "./described-table.ts";
import type { RowChange } from "./row-change.ts";
import { batchesByTable } from "./why-not-batches.ts";

const column = (name: string, type = "int", more: Partial<DescribedColumn> = {}): DescribedColumn => ({
  ...{
    name,
    type,
    nullable: false,
    shown: type,
    charset: undefined,
    collation: undefined,
    generated: false,
    movesByItself: false,
  },
  ...more,
});

const key = (
  name: string,
  columns: (string | undefined)[],
  more: Partial<DescribedKey> = {},
): DescribedKey => ({
  ...{ name, unique: true, columns, prefix: false },
  ...more,
});

const primary = key("PRIMARY", ["id"]);

function table(more: Partial<DescribedTable> = {}): DescribedTable {
  return {
    ...{ database: "shop", name: "t", versioned: false, rows: 9, keys: [primary], foreignKeys: [] },
    columns: [column("id"), column("a"), column("b", "varchar", { charset: "utf8mb4" })],
    ...more,
  };
}

const change = (kind: RowChange["kind"], ...assigned: string[]): RowChange => ({
  ...{ kind, table: { database: "shop", name: "t" }, alias: "t", assigned, head: "" },
  ...{ condition: undefined, readsClock: false },
});

const foreignKey = (child: string, parent: string, onDelete: string, onUpdate = onDelete) => ({
  ...{ name: "fk", columns: ["a"], onDelete, onUpdate },
  child: { database: "shop", name: child },
  parent: { database: "shop", name: parent },
});

test.each<[string, RowChange, DescribedTable | undefined, string]>([
  ["no table", change("delete"), undefined, "no table"],
  ["no key", change("delete"), table({ keys: [] }), "no primary key"],
  [
    "a key that is not unique",
    change("delete"),
    table({ keys: [key("k", ["a"], { unique: false })] }),
    "no primary key",
  ],
  [
    "a unique key with NULL",
    change("delete"),
    table({ keys: [key("k", ["a"])], columns: [column("a", "int", { nullable: true })] }),
    "no primary key",
  ],
  [
    "a key of the beginning of a column",
    change("delete"),
    table({ keys: [key("PRIMARY", ["b"], { prefix: true })] }),
    "no primary key",
  ],
  ["a key of an expression", change("delete"), table({ keys: [key("k", [undefined])] }), "no primary key"],
  [
    "a key of floats",
    change("delete"),
    table({ columns: [column("id", "double")] }),
    "id of the key PRIMARY is double",
  ],
  [
    "a key of ENUM",
    change("delete"),
    table({ columns: [column("id", "enum", { charset: "latin1" })] }),
    "enum",
  ],
  ["a key of TIMESTAMP", change("delete"), table({ columns: [column("id", "timestamp")] }), "timestamp"],
  ["rows with a past", change("delete"), table({ versioned: true }), "the past"],
  ["the key itself", change("update", "ID"), table(), "may change id"],
  [
    "another unique key",
    change("update", "a"),
    table({ keys: [primary, key("u", ["b", "a"])] }),
    "may change a",
  ],
  [
    "a unique key of an expression",
    change("update", "a"),
    table({ keys: [primary, key("u", [undefined])] }),
    "an expression",
  ],
  [
    "a generated column in a unique key",
    change("update", "b"),
    table({
      keys: [primary, key("u", ["a"])],
      columns: [column("id"), column("a", "int", { generated: true })],
    }),
    "may change a",
  ],
  [
    "a column ON UPDATE in the key",
    change("update", "b"),
    table({ columns: [column("id", "datetime", { movesByItself: true })] }),
    "may change id",
  ],
  [
    "a cascade",
    change("delete"),
    table({ foreignKeys: [foreignKey("s", "t", "CASCADE")] }),
    "changes rows of s",
  ],
  [
    "SET NULL",
    change("delete"),
    table({ foreignKeys: [foreignKey("s", "t", "SET NULL")] }),
    "changes rows of s",
  ],
  [
    "a cascade of an update",
    change("update", "a"),
    table({ foreignKeys: [foreignKey("s", "t", "CASCADE")] }),
    "changes rows of s",
  ],
  [
    "a table that refers to itself",
    change("delete"),
    table({ foreignKeys: [foreignKey("t", "T", "RESTRICT")] }),
    "refer to one another",
  ],
])("%s rules batches out", (_, one, described, why) => {
  expect(batchesByTable(one, described)).toEqual({ why: expect.stringContaining(why) });
});

test.each<[string, RowChange, DescribedTable]>([
  [
    "RESTRICT refuses a row, whichever batch it is in",
    change("delete"),
    table({ foreignKeys: [foreignKey("s", "t", "RESTRICT")] }),
  ],
  ["a child may lose its rows", change("delete"), table({ foreignKeys: [foreignKey("t", "s", "CASCADE")] })],
  [
    "a cascade of another column",
    change("update", "b"),
    table({ foreignKeys: [foreignKey("s", "t", "CASCADE")] }),
  ],
  [
    "a column of no unique key",
    change("update", "a"),
    table({ keys: [primary, key("k", ["a"], { unique: false })] }),
  ],
])("%s", (_, one, described) => {
  expect(batchesByTable(one, described)).toMatchObject({ name: "PRIMARY" });
});

test("where the values of the primary key cannot be written down, another key is walked", () => {
  const described = table({
    columns: [column("id", "float"), column("a")],
    keys: [primary, key("u", ["a"])],
  });
  expect(batchesByTable(change("delete"), described)).toMatchObject({ name: "u", columns: [{ name: "a" }] });
});
