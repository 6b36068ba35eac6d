import { describe, expect, test } from "vitest";
import { plainHash, plannedMigration } from "../../../testing/planned.ts";
import { foldLedger } from "./fold.ts";
import { type FirstRow, fromFirst } from "./from-first.ts";

const v1 = plannedMigration("V1", "CREATE TABLE a (id INT); INSERT INTO a VALUES (1)");
const target = { environment: "test", instance: "server", database: "shop" };

function row(statement: number, status: FirstRow["status"], more: Partial<FirstRow> = {}): FirstRow {
  return {
    ...{ project: "app", path: "V1", version: "1", sha256: v1.sha256, statement, statements: 2, status },
    statementSha256: v1.statements[statement]?.sha256 ?? v1.sha256,
    ...{ actor: "ada", run: "r", commit: "c", note: undefined, schemaSha256: undefined },
    ...more,
  };
}

function fold(...rows: FirstRow[]) {
  const ledger = foldLedger(fromFirst(rows, target, "2026-01-01T00:00:00.000Z", plainHash), plainHash);
  expect(ledger.damage).toBeUndefined();
  return { ...ledger, file: [...ledger.files.values()][0] };
}

describe("a ledger of the first version", () => {
  test("what ran is done, by the same texts, and the schema is remembered", () => {
    const { file, left, lastRun } = fold(row(0, "done"), row(1, "done", { schemaSha256: "s" }));
    expect(file).toMatchObject({ next: 2, of: 2, open: undefined });
    expect(file?.done.map(({ sha256 }) => sha256)).toEqual(v1.statements.map(({ sha256 }) => sha256));
    expect(left?.schemaSha256).toBe("s");
    expect(lastRun?.detail.target).toEqual(target);
  });

  test.each([
    ["baseline", "baseline"],
    ["skipped", "skipped"],
  ] as const)("a file that was %s", (status, how) => {
    expect(fold(row(-1, status, { note: "was there" })).file?.end).toMatchObject({ how });
  });

  test("a statement that somebody settled is done", () => {
    expect(fold(row(0, "skipped"), row(1, "done")).file).toMatchObject({ next: 2 });
  });

  test.each(["failed", "running", "in-doubt"] as const)(
    "a file that stopped, %s, asks a person",
    (status) => {
      expect(fold(row(0, "done"), row(1, status)).file).toMatchObject({
        next: 1,
        open: { event: "in-doubt" },
      });
    },
  );

  test("so does one with a hole", () => {
    expect(fold(row(1, "done")).file).toMatchObject({ next: 0, open: { event: "in-doubt" } });
  });

  test("a repeatable file that ran with two contents is done with the newer", () => {
    const again = (sha256: string) => row(0, "done", { sha256, version: undefined, statements: 1 });
    expect(fold(again("one"), again("two")).file).toMatchObject({ sha256: "two", next: 1, repeatable: true });
  });
});
