import { expect, it } from "vitest";
import { databaseStatistics, tableStatistics } from "./known-statistics.ts";
import { parseStatistics } from "./parse-statistics.ts";

const table = { rows: 8000, bytes: 1_200_000, rowVersions: 3, triggers: 0, referencedBy: ["orders"] };
const database = {
  instance: "p",
  database: "shop",
  takenAt: "2026-11-20T03:00:00Z",
  serverVersion: "8.4.3",
  tables: { users: table },
};
const snapshot = { version: 1, environment: "prod", databases: [database] };

it("reads what the job writes", () => {
  expect(parseStatistics(JSON.stringify(snapshot), "prod")).toEqual({ snapshot });
  const least = { ...snapshot, databases: [{ ...database, tables: { t: { rows: 0, bytes: 0 } } }] };
  expect(parseStatistics(JSON.stringify(least), "prod")).toEqual({ snapshot: least });
});

const withTable = (change: object) => ({
  ...snapshot,
  databases: [{ ...database, tables: { users: { ...table, ...change } } }],
});

it.each<[string, unknown, string]>([
  ["a list", [], "has no object at its top"],
  ["null", null, "has no object at its top"],
  ["another version", { ...snapshot, version: 2 }, "holds a value at /version that cannot be"],
  ["another environment", { ...snapshot, environment: "test" }, "is of the environment test"],
  ["no databases", { version: 1, environment: "prod" }, "has no databases at its top"],
  [
    "a time without zone",
    { ...snapshot, databases: [{ ...database, takenAt: "2026-11-20 03:00:00" }] },
    "holds a value at /databases/0/takenAt that cannot be",
  ],
  [
    "tables as a list",
    { ...snapshot, databases: [{ ...database, tables: [] }] },
    "has no object at /databases/0/tables",
  ],
  [
    "a table that is null",
    { ...snapshot, databases: [{ ...database, tables: { t: null } }] },
    "has no object at /databases/0/tables/t",
  ],
  ["text for a number", withTable({ rows: "8000" }), "has no integer at /databases/0/tables/users/rows"],
  ["less than nothing", withTable({ rows: -1 }), "users/rows that cannot be"],
  ["half a row", withTable({ rows: 0.5 }), "users/rows"],
  ["too many to count", withTable({ bytes: 2 ** 60 }), "users/bytes"],
  [
    "null for what is not visible",
    withTable({ triggers: null }),
    "has no integer at /databases/0/tables/users/triggers",
  ],
  ["numbers for names", withTable({ referencedBy: [1] }), "users/referencedBy/0"],
  ["a key that it does not know", withTable({ row: 7 }), "has a key row at /databases/0/tables/users"],
  ["one database twice", { ...snapshot, databases: [database, database] }, "holds shop on p twice"],
])("refuses %s", (_, value, wrong) => {
  expect(parseStatistics(JSON.stringify(value), "prod")).toEqual({ wrong: expect.stringContaining(wrong) });
});

it("refuses what is no JSON, and what misses a key", () => {
  expect(parseStatistics("{", "prod")).toEqual({ wrong: "is not JSON" });
  expect(parseStatistics("", "prod")).toEqual({ wrong: "is not JSON" });
  const { rows: _, ...rest } = table;
  const missing = { ...snapshot, databases: [{ ...database, tables: { users: rest } }] };
  expect(parseStatistics(JSON.stringify(missing), "prod")).toHaveProperty("wrong");
});

it("knows a table by the very name, of the very database on the very instance", () => {
  const statistics = {
    branch: "s",
    environments: new Map([["prod", { snapshot: { ...snapshot, version: 1 } as const }]]),
  };
  const target = { environment: "prod", instance: "p", database: "shop" };
  const known = databaseStatistics(statistics, target);
  expect(tableStatistics(known, { database: undefined, table: "users" })).toEqual(table);
  expect(tableStatistics(known, { database: "shop", table: "users" })).toEqual(table);
  expect(tableStatistics(known, { database: "other", table: "users" })).toBeUndefined();
  expect(tableStatistics(known, { database: undefined, table: "Users" })).toBeUndefined();
  expect(tableStatistics(known, { database: undefined, table: "toString" })).toBeUndefined();
  for (const other of [{ environment: "test" }, { instance: "q" }, { database: "Shop" }])
    expect(databaseStatistics(statistics, { ...target, ...other })).toBeUndefined();
});
