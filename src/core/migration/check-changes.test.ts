import { describe, expect, test } from "vitest";
import { checkChanges } from "./check-changes.ts";
import type { ChangedFile, RepositoryFile } from "./migration.ts";
import { parseMigrations } from "./parse-migrations.ts";

function readAll(paths: readonly string[], format = "auto") {
  const project = { name: "app", migrations: ["**"], format, placeholders: {}, targets: [] };
  const files: RepositoryFile[] = paths.map((path) => ({
    path,
    mode: "100644",
    blob: "",
    content: new Uint8Array(),
  }));
  return parseMigrations({ policy: { projects: [project] }, files }).migrations;
}

type Change = Pick<ChangedFile, "path" | "previousPath" | "kind">;

function codes(
  before: readonly string[],
  after: readonly string[],
  changed: readonly Change[],
  format = "auto",
): string[] {
  return checkChanges({ before: readAll(before, format), after: readAll(after, format), changed }).map(
    ({ code }) => code,
  );
}

function change(kind: Change["kind"], path: string, previousPath?: string): Change {
  return { kind, path, previousPath };
}

describe("a merged migration is final", () => {
  const base = ["V1__a.sql", "V2__b.sql", "R__c.sql", "U2__b.sql"];
  test.each([
    [change("modified", "V1__a.sql"), "migration-edited"],
    [change("deleted", "V2__b.sql"), "migration-deleted"],
    [change("renamed", "V3__b.sql", "V2__b.sql"), "migration-renamed"],
  ])("%o is a problem", (changed, code) => {
    expect(codes(base, base, [changed])).toEqual([code]);
  });
  test("what runs again, or never forward, may change; so may what the pull request brings", () => {
    expect(codes(base, base, [change("modified", "R__c.sql"), change("deleted", "U2__b.sql")])).toEqual([]);
    expect(codes(base, [...base, "V3__d.sql"], [change("added", "V3__d.sql")])).toEqual([]);
  });
});

describe("the order", () => {
  test("a new version below a merged one is a problem where the tool would not run it", () => {
    const added = [change("added", "2_b.sql")];
    expect(codes(["1_a.sql", "3_c.sql"], ["1_a.sql", "2_b.sql", "3_c.sql"], added)).toEqual([
      "migration-out-of-order",
    ]);
    expect(codes(["1_a.sql", "3_c.sql"], ["1_a.sql", "2_b.sql", "3_c.sql"], added, "dbmate")).toEqual([]);
  });
  test("Drizzle wants no gaps", () => {
    const added = [change("added", "0002_b.sql")];
    expect(codes(["0000_a.sql"], ["0000_a.sql", "0002_b.sql"], added, "drizzle")).toEqual(["migration-gap"]);
    expect(codes(["0000_a.sql"], ["0000_a.sql", "0002_b.sql"], added, "plain")).toEqual([]);
  });
});
