import fc from "fast-check";
import { expect, test } from "vitest";
import { diffSnapshots } from "./diff-snapshots.ts";
import { canonicalText, type SchemaPart, type SchemaSnapshot } from "./schema-snapshot.ts";

const snapshot = (objects: SchemaSnapshot["objects"], ...unseen: SchemaPart[]): SchemaSnapshot => ({
  objects,
  unseen,
});
const t = {
  "": { ENGINE: "InnoDB" },
  "column a": { COLUMN_TYPE: "int" },
  "partition p0": { PARTITION_METHOD: "HASH" },
};
const trigger = { "": { ACTION_STATEMENT: "SET @x = 1" } };

test("objects, parts and attributes, with before and after", () => {
  const before = snapshot({ "table t": t, "table old": t });
  const after = snapshot({
    "table t": { "": { ENGINE: "MyISAM", TABLE_COMMENT: "c" }, "column b": { COLUMN_TYPE: "int" } },
    "table new": t,
  });
  expect(diffSnapshots(before, after, [])).toEqual({
    notCompared: [],
    changes: [
      { object: "table new", change: "added", parts: [] },
      { object: "table old", change: "removed", parts: [] },
      {
        object: "table t",
        change: "changed",
        parts: [
          {
            part: "",
            change: "changed",
            attributes: [
              { name: "ENGINE", before: "InnoDB", after: "MyISAM" },
              { name: "TABLE_COMMENT", before: undefined, after: "c" },
            ],
          },
          {
            part: "column a",
            change: "removed",
            attributes: [{ name: "COLUMN_TYPE", before: "int", after: undefined }],
          },
          {
            part: "column b",
            change: "added",
            attributes: [{ name: "COLUMN_TYPE", before: undefined, after: "int" }],
          },
          {
            part: "partition p0",
            change: "removed",
            attributes: [{ name: "PARTITION_METHOD", before: "HASH", after: undefined }],
          },
        ],
      },
    ],
  });
});

test("what one of the accounts does not see is not taken for gone, and is said", () => {
  const all = snapshot({ "table t": t, "trigger r": trigger });
  const less = snapshot({ "table t": t }, "triggers");
  expect(diffSnapshots(all, less, [])).toEqual({ changes: [], notCompared: ["triggers"] });
  expect(diffSnapshots(less, all, [])).toEqual({ changes: [], notCompared: ["triggers"] });
  const body = (text: string) =>
    snapshot({ "procedure p": { "": { ROUTINE_DEFINITION: text, SECURITY_TYPE: "INVOKER" } } });
  expect(diffSnapshots(body("a"), { ...body("b"), unseen: ["routine bodies"] }, []).changes).toEqual([]);
  expect(diffSnapshots(body("a"), body("b"), []).changes).toHaveLength(1);
  const view = (text: string) => snapshot({ "view v": { definition: { VIEW_DEFINITION: text } } });
  expect(diffSnapshots(view("a"), { ...view(""), unseen: ["views"] }, []).changes).toEqual([]);
});

test("what the policy leaves out is neither compared nor missed", () => {
  const before = snapshot({ "table t": t, "event e": trigger });
  const after = snapshot({ "table t": { "": t[""], "column a": t["column a"] } }, "events");
  expect(diffSnapshots(before, after, ["events", "partitions"])).toEqual({ changes: [], notCompared: [] });
  expect(diffSnapshots(before, after, ["events"]).changes).toHaveLength(1);
});

const attributes = fc.dictionary(
  fc.constantFrom("A", "B", "C"),
  fc.oneof(fc.string({ maxLength: 3 }), fc.integer({ min: 0, max: 3 })),
);
const object = fc.dictionary(fc.constantFrom("", "column a", "index i, part 1", "partition p"), attributes);
const objects = fc.dictionary(
  fc.constantFrom("table t", "table u", "view v", "trigger r", "event e"),
  object,
);

test("nothing differs exactly where all objects have the same text, in whatever order they were read", () => {
  fc.assert(
    fc.property(objects, objects, (before, after) => {
      const texts = (all: typeof before) =>
        Object.keys(all)
          .sort()
          .map((name) => [name, canonicalText(all[name] ?? {})]);
      const { changes } = diffSnapshots(snapshot(before), snapshot(after), []);
      const same = JSON.stringify(texts(before)) === JSON.stringify(texts(after));
      expect(changes.length === 0).toBe(same);
      expect(diffSnapshots(snapshot(before), snapshot(before), []).changes).toEqual([]);
    }),
  );
});
