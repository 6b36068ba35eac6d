import { expect, test } from "vitest";
import { parseStatistics } from "./parse-statistics.ts";
import type { DatabaseStatistics, StatisticsSnapshot } from "./statistics.ts";
import { writeStatistics } from "./write-statistics.ts";

const database = (instance: string, tables: DatabaseStatistics["tables"]): DatabaseStatistics => ({
  ...{ instance, database: "shop", takenAt: "2026-11-20T03:00:00.000Z", serverVersion: "8.4.3", tables },
});
const users = { rows: 1, bytes: 2, triggers: 0, referencedBy: ["b", "a"] };
const orders = { bytes: 4, rows: 3, rowVersions: 5 };

test("the same numbers give the same bytes", () => {
  const one: StatisticsSnapshot = {
    version: 1,
    environment: "prod",
    databases: [database("p2", {}), database("p1", { users, orders })],
  };
  const other: StatisticsSnapshot = {
    databases: [
      database("p1", { orders, users: { ...users, referencedBy: ["a", "b"] } }),
      database("p2", {}),
    ],
    environment: "prod",
    version: 1,
  };
  expect(writeStatistics(other)).toBe(writeStatistics(one));
  expect(Object.keys(JSON.parse(writeStatistics(one)).databases[0].tables)).toEqual(["orders", "users"]);
});

test("what is not known is not written, and what is written is read again", () => {
  const snapshot = { version: 1, environment: "prod", databases: [database("p1", { orders })] } as const;
  const text = writeStatistics(snapshot);
  expect(text).not.toMatch(/triggers|referencedBy|null/);
  expect(text.endsWith("}\n")).toBe(true);
  expect(parseStatistics(text, "prod")).toEqual({ snapshot });
});
