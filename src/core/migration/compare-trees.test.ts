import { expect, test } from "vitest";
import { compareTrees } from "./compare-trees.ts";

const file = (path: string, blob: string, mode = "100644") => ({ path, mode, blob });

test("additions, changes of bytes or mode, and deletions, in path order", () => {
  const before = [file("a.sql", "1"), file("b.sql", "2"), file("c.sql", "3"), file("same.sql", "9")];
  const after = [file("d.sql", "4"), file("b.sql", "5"), file("c.sql", "3", "120000"), file("same.sql", "9")];
  expect(compareTrees(before, after).map(({ kind, path }) => `${kind} ${path}`)).toEqual([
    "deleted a.sql",
    "modified b.sql",
    "modified c.sql",
    "added d.sql",
  ]);
});

test("the same blob under another path is a rename, once", () => {
  const changes = compareTrees([file("old.sql", "1")], [file("new.sql", "1"), file("copy.sql", "1")]);
  expect(changes.map(({ kind, path, previousPath }) => [kind, path, previousPath])).toEqual([
    ["added", "copy.sql", undefined],
    ["renamed", "new.sql", "old.sql"],
  ]);
});

test("a rename that changes a byte is a deletion and an addition", () => {
  const changes = compareTrees([file("old.sql", "1")], [file("new.sql", "2")]);
  expect(changes.map(({ kind }) => kind)).toEqual(["added", "deleted"]);
});
