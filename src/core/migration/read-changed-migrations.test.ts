import { expect, test } from "vitest";
import type { Project } from "../policy/policy.ts";
import { readChangedMigrations } from "./read-changed-migrations.ts";

const project = { name: "shop", migrations: ["db/*.sql"], format: "auto", targets: [] } as unknown as Project;

function problemsOf(merged: string, added: string): string[] {
  const file = (path: string, text: string) => ({
    path,
    mode: "100644",
    blob: text,
    content: new TextEncoder().encode(text),
  });
  const { problems } = readChangedMigrations({
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
