import { expect, test } from "vitest";
import { schemaDiff } from "./schema-diff.ts";

const t1 =
  "CREATE TABLE `t1` (\n  `id` int NOT NULL,\n  `name` varchar(255) NOT NULL,\n  PRIMARY KEY (`id`)\n)";

test("an added column is one added line among its neighbours", () => {
  const after = t1.replace("  PRIMARY", "  `age` int NOT NULL,\n  PRIMARY");
  expect(schemaDiff(new Map([["TABLE t1", t1]]), new Map([["TABLE t1", after]]))).toBe(
    [
      "@@ TABLE t1 @@",
      " CREATE TABLE `t1` (",
      "   `id` int NOT NULL,",
      "   `name` varchar(255) NOT NULL,",
      "+  `age` int NOT NULL,",
      "   PRIMARY KEY (`id`)",
      " )",
    ].join("\n"),
  );
});

test("new and dropped objects are whole, unchanged ones are left out", () => {
  const before = new Map([
    ["TABLE a", "A"],
    ["TABLE b", "B"],
  ]);
  const after = new Map([
    ["TABLE b", "B"],
    ["VIEW v", "V"],
  ]);
  expect(schemaDiff(before, after)).toBe("@@ TABLE a @@\n-A\n@@ VIEW v @@\n+V");
});

test("far from a change lines are cut", () => {
  const lines = Array.from({ length: 20 }, (_, i) => `line ${i}`);
  const diff = schemaDiff(
    new Map([["TABLE t", lines.join("\n")]]),
    new Map([["TABLE t", lines.with(10, "changed").join("\n")]]),
  );
  expect(diff.split("\n")).toEqual([
    "@@ TABLE t @@",
    " line 7",
    " line 8",
    " line 9",
    "-line 10",
    "+changed",
    " line 11",
    " line 12",
    " line 13",
    " …",
  ]);
});

test("no difference is no text", () => {
  expect(schemaDiff(new Map([["TABLE t", t1]]), new Map([["TABLE t", t1]]))).toBe("");
});
