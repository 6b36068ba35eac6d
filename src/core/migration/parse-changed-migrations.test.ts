import { describe, expect, test } from "vitest";
import type { Project } from "../policy/policy.ts";
import { parseChangedMigrations } from "./parse-changed-migrations.ts";

const project = { name: "shop", migrations: ["db/*.sql"], format: "auto", targets: [] } as unknown as Project;

const file = (path: string, text: string) => ({
  path,
  mode: "100644",
  blob: text,
  content: new TextEncoder().encode(text),
});

function problemsOf(merged: string, added: string): string[] {
  const { problems } = parseChangedMigrations({
    policy: { projects: [project] },
    history: [file("db/001_a.sql", merged)],
    changed: [{ ...file("db/002_b.sql", added), kind: "added", previousPath: undefined }],
  });
  return problems.map(({ code, file: at }) => `${at}: ${code}`);
}

test("a file that makes merged migrations read as another tool's is refused, where they would run differently", () => {
  const goose = "-- +goose Up\nCREATE TABLE a (id INT);\n-- +goose Down\nDROP TABLE a;\n";
  const drizzle = "INSERT INTO a VALUES (1);\n--> statement-breakpoint\n";
  expect(problemsOf(goose, drizzle)).toEqual(["db/001_a.sql: migration-format-changed"]);
  expect(problemsOf("CREATE TABLE a (id INT);\n", drizzle)).toEqual([]);
});

describe("what others have merged since the pull request left its base", () => {
  const flyway = { ...project, format: "flyway" };
  const history = [file("db/V1__a.sql", "SELECT 1;")];
  /** What is told of these files, with nothing merged since and with more. */
  const told = (files: readonly [string, string][], since: readonly [string, string][]) => {
    const changed = files.map(([path, text]) => ({
      ...file(path, text),
      kind: "added" as const,
      previousPath: undefined,
    }));
    const policy = { projects: [flyway] };
    const baseNow = [...history, ...since.map(([path, text]) => file(path, text))];
    const { problems, kinds, atHead } = parseChangedMigrations({ policy, history, changed, baseNow });
    const alone = parseChangedMigrations({ policy, history, changed });
    expect(alone.problems).toEqual([]);
    expect({ kinds, atHead }).toEqual({ kinds: alone.kinds, atHead: alone.atHead });
    return problems.map(({ code, file: at }) => `${at}: ${code}`);
  };

  test("takes a version, or a later one", () => {
    expect(told([["db/V2__mine.sql", "SELECT 2;"]], [["db/V2__a_theirs.sql", "SELECT 3;"]])).toEqual([
      "db/V2__mine.sql: migration-duplicate-version",
    ]);
    expect(told([["db/V2__mine.sql", "SELECT 2;"]], [["db/V3__theirs.sql", "SELECT 3;"]])).toEqual([
      "db/V2__mine.sql: migration-out-of-order",
    ]);
    expect(told([["db/V3__mine.sql", "SELECT 2;"]], [["db/V2__theirs.sql", "SELECT 3;"]])).toEqual([]);
  });

  test("makes a file final", () => {
    expect(told([["db/V2__mine.sql", "SELECT 2;"]], [["db/V2__mine.sql", "SELECT 3;"]])).toEqual([
      "db/V2__mine.sql: migration-edited",
    ]);
  });

  test("is no trouble where it is the same file, as after a squash of the branch below", () => {
    const below: [string, string] = ["db/V2__below.sql", "SELECT 2;"];
    expect(
      told([below, ["db/V4__mine.sql", "SELECT 4;"]], [below, ["db/V3__theirs.sql", "SELECT 3;"]]),
    ).toEqual([]);
  });
});
