import { expect, test } from "vitest";
import { decodeSnapshot, encodeSnapshot, hashObjects } from "./encode-snapshot.ts";

const snapshot = {
  objects: {
    "table t": { "": { ENGINE: "InnoDB" }, "column a": { COLUMN_TYPE: "int", AFTER: "é" } },
    "view v": {},
  },
  unseen: ["triggers"] as const,
};

test("what was stored comes back, through JSON", () => {
  expect(decodeSnapshot(JSON.parse(JSON.stringify(encodeSnapshot(snapshot))))).toEqual(snapshot);
});

test("the hash is of the objects, whatever their order", () => {
  const { "table t": t, "view v": v } = snapshot.objects;
  const turned = {
    objects: { "view v": v, "table t": { "column a": t["column a"], "": t[""] } },
    unseen: [],
  };
  expect(encodeSnapshot(turned).sha256).toBe(encodeSnapshot(snapshot).sha256);
  expect([...hashObjects(turned)]).toEqual([...hashObjects(snapshot)]);
  expect(hashObjects(turned).get("table t")).toMatch(/^[0-9a-f]{64}$/);
});

test.each([
  ["nothing", undefined],
  ["another detail", { schemaSha256: "0" }],
  ["a part that there is not", { ...encodeSnapshot(snapshot), unseen: ["everything"] }],
  ["rows that do not fit the hash", { ...encodeSnapshot(snapshot), sha256: "0".repeat(64) }],
  [
    "rows that are cut",
    { ...encodeSnapshot(snapshot), objects: encodeSnapshot(snapshot).objects.slice(0, 20) },
  ],
])("%s is no snapshot", (_, stored) => {
  expect(decodeSnapshot(stored)).toBeUndefined();
});

test("two thousand tables take some ten bytes each", () => {
  const tables = Object.fromEntries(
    Array.from({ length: 2000 }, (_, i) => [`table t${i}`, snapshot.objects["table t"]]),
  );
  expect(encodeSnapshot({ objects: tables, unseen: [] }).objects.length / 2000).toBeLessThan(100);
});
