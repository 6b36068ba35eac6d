import { describe, expect, test } from "vitest";
import { announcedRow, failedRow, finishedRow } from "./ledger.ts";
import { pendingTasks, plan } from "./plan.ts";
import type { LedgerRow, PlannedMigration, PlannedStatement } from "./rollout.ts";

const target = {
  environment: "test",
  instance: "mysql-test",
  database: "shop",
  engine: "mysql-8.4",
  connection: "TEST_URL",
  labels: {},
};
const facts = { actor: "ada", run: "run", commit: "c0ffee", approvals: "{}" };
const at = "2026-01-01T00:00:00.000Z";

const mode = { ansiQuotes: false, noBackslashEscapes: false, engine: undefined };

function statement(text: string, more: Partial<PlannedStatement> = {}): PlannedStatement {
  return {
    ...{ text, line: 1, sha256: `#${text}`, type: text.split(" ")[0] ?? "", predicted: undefined },
    ...{ mode, home: "shop", probe: { kind: "again" }, transaction: undefined, session: undefined },
    ...more,
  };
}

function migration(
  path: string,
  statements: (string | PlannedStatement)[] = ["one", "two", "three"],
): PlannedMigration {
  const cut = statements.map((one) => (typeof one === "string" ? statement(one) : one));
  const sha256 = `##${cut.map(({ text }) => text).join()}`;
  return { project: "app", path, version: path, repeatable: false, blob: "b", sha256, statements: cut };
}

type Mark = "done" | "failed" | "running" | "in-doubt";

function rows(of: PlannedMigration, ...marks: Mark[]): LedgerRow[] {
  return marks.map((mark, index) => {
    const row = announcedRow(of, index, facts, { at, before: undefined });
    if (mark === "done") return finishedRow(row, { at, durationMs: 1, affectedRows: 0 });
    return mark === "running" ? row : failedRow(row, mark, at, "the server said no");
  });
}

const whole = (of: PlannedMigration, status: "baseline" | "skipped", note: string): LedgerRow => ({
  ...announcedRow(of, -1, facts, { at, before: undefined }),
  status,
  note,
});

function planOf(migrations: PlannedMigration[], ledger: LedgerRow[], more = {}) {
  return plan({ target, migrations, ledger, exists: true, outOfOrder: false, ...more });
}

const [v1, v2, v3] = [migration("V1"), migration("V2"), migration("V3")];
const codes = (given: ReturnType<typeof planOf>) => given.stops.map(({ code }) => code);
const progress = (given: ReturnType<typeof planOf>) => given.tasks.map(({ status, next }) => [status, next]);

describe("pending is what the ledger does not have", () => {
  test("nothing ran", () => {
    expect(progress(planOf([v1, v2], []))).toEqual([
      ["not-started", 0],
      ["not-started", 0],
    ]);
  });

  test("all of the first ran", () => {
    const given = planOf([v1, v2], rows(v1, "done", "done", "done"));
    expect(progress(given)).toEqual([
      ["done", 3],
      ["not-started", 0],
    ]);
    expect(pendingTasks(given.tasks).map((task) => task.migration.path)).toEqual(["V2"]);
  });

  test("a failed statement is next, not the ones before it", () => {
    const given = planOf([v1], rows(v1, "done", "failed"));
    expect(progress(given)).toEqual([["failed", 1]]);
    expect(given.tasks[0]?.note).toBe("the server said no");
  });

  test("a statement that was announced and not settled is in doubt", () => {
    expect(progress(planOf([v1], rows(v1, "done", "running")))).toEqual([["in-doubt", 1]]);
    expect(progress(planOf([v1], rows(v1, "in-doubt")))).toEqual([["in-doubt", 0]]);
  });

  test("a run that ended between two statements goes on with the next", () => {
    expect(progress(planOf([v1], rows(v1, "done", "done")))).toEqual([["not-started", 2]]);
  });

  test("baseline and skipped are somebody's word", () => {
    const given = planOf([v1, v2], [whole(v1, "baseline", "was there"), whole(v2, "skipped", "not here")]);
    expect(given.tasks.map(({ status, note }) => [status, note])).toEqual([
      ["baseline", "was there"],
      ["skipped", "not here"],
    ]);
    expect(pendingTasks(given.tasks)).toEqual([]);
  });

  test("a migration without statements has nothing to run", () => {
    expect(pendingTasks(planOf([migration("V1", [])], []).tasks)).toEqual([]);
  });

  test("what is repeatable runs again when its bytes change", () => {
    const before = { ...migration("R", ["a"]), repeatable: true };
    const after = { ...migration("R", ["b"]), repeatable: true };
    expect(progress(planOf([before], rows(before, "done")))).toEqual([["done", 1]]);
    expect(progress(planOf([after], rows(before, "done")))).toEqual([["not-started", 0]]);
    expect(codes(planOf([after], rows(before, "done")))).toEqual([]);
  });
});

describe("what ran must still be there", () => {
  test("an edited file stops", () => {
    const edited = migration("V1", ["one", "TWO", "three"]);
    expect(codes(planOf([edited], rows(v1, "done", "done", "done")))).toEqual(["edited-applied-file"]);
  });

  test("so does a statement added behind the last", () => {
    const longer = migration("V1", ["one", "two", "three", "four"]);
    expect(codes(planOf([longer], rows(v1, "done", "done", "done")))).toEqual(["edited-applied-file"]);
  });

  test("but a failed statement may be fixed, and what follows it", () => {
    const fixed = migration("V1", ["one", "TWO", "extra", "three"]);
    const given = planOf([fixed], rows(v1, "done", "failed"));
    expect(codes(given)).toEqual([]);
    expect(progress(given)).toEqual([["failed", 1]]);
  });

  test("a doubtful one may not: nobody knows yet whether it ran", () => {
    const fixed = migration("V1", ["one", "TWO", "three"]);
    expect(codes(planOf([fixed], rows(v1, "done", "running")))).toEqual(["edited-applied-file"]);
  });

  test("a file that is gone stops, and a renamed one says its old name", () => {
    const ran = rows(v1, "done", "done", "done");
    expect(codes(planOf([v2], ran))).toEqual(["applied-file-renamed"]);
    expect(codes(planOf([migration("V2", ["other"])], ran))).toEqual(["applied-file-missing"]);
    expect(codes(planOf([v2], [whole(v1, "baseline", "was there")]))).toEqual([]);
  });

  test("a new one before one that ran is out of order, unless the tool allows it", () => {
    const ran = rows(v3, "done", "done", "done");
    const given = planOf([migration("V2", ["x"]), v3], ran);
    expect(codes(given)).toEqual(["out-of-order"]);
    expect(codes(planOf([migration("V2", ["x"]), v3], ran, { outOfOrder: true }))).toEqual([]);
  });
});

describe("sessions and transactions end with their run", () => {
  const inTransaction = migration("V1", [
    statement("SET NAMES utf8mb4", { session: "again" }),
    statement("BEGIN", { transaction: "opens" }),
    statement("INSERT", { transaction: "inside" }),
    statement("COMMIT", { transaction: "ends" }),
    statement("INSERT 2"),
  ]);

  test.each([
    ["between its statements", ["done", "done", "done"], 1],
    ["in one of them", ["done", "done", "running"], 1],
    ["by an error", ["done", "done", "failed"], 1],
    ["in its COMMIT, which had taken no row along", ["done", "done", "done", "running"], 1],
    ["behind its COMMIT", ["done", "done", "done", "done"], 4],
  ] as [string, Mark[], number][])(
    "a transaction that ended %s starts again as a whole",
    (_, marks, next) => {
      const [task] = planOf([inTransaction], rows(inTransaction, ...marks)).tasks;
      expect([task?.next, task?.replay]).toEqual([next, [0]]);
    },
  );

  test("a definition in doubt at the end of a transaction needs a person", () => {
    const implicit = migration("V1", [
      statement("BEGIN", { transaction: "opens" }),
      statement("INSERT", { transaction: "inside" }),
      statement("CREATE", { transaction: "ends" }),
    ]);
    expect(codes(planOf([implicit], rows(implicit, "done", "done", "failed")))).toEqual(["in-doubt"]);
    expect(codes(planOf([implicit], rows(implicit, "done", "done")))).toEqual([]);
  });

  test("so does a session that cannot be set up again", () => {
    const lost = migration("V1", [statement("SET @a = 1", { session: "lost" }), "INSERT"]);
    const given = planOf([lost], rows(lost, "done"));
    expect(codes(given)).toEqual(["in-doubt"]);
    expect(given.stops[0]?.fix).toContain(
      "tollgate skip --environment test --instance mysql-test --database shop",
    );
  });
});

describe("a database that is not there", () => {
  const creating = (name: string) =>
    migration("V1", [
      statement("CREATE DATABASE", { type: "CREATE_DATABASE", probe: { kind: "database", name } }),
    ]);

  test("may only be created by the very migration that is next", () => {
    expect(codes(planOf([creating("shop")], [], { exists: false }))).toEqual([]);
    expect(codes(planOf([creating("other")], [], { exists: false }))).toEqual(["database-missing"]);
    expect(codes(planOf([v1], [], { exists: false }))).toEqual(["database-missing"]);
    expect(codes(planOf([], [], { exists: false }))).toEqual([]);
  });

  test("is not dropped by a rollout, whose ledger is in it", () => {
    const dropping = (name: string) =>
      migration("V1", [
        statement("DROP DATABASE", { type: "DROP_DATABASE", probe: { kind: "database", name } }),
      ]);
    expect(codes(planOf([dropping("shop")], []))).toEqual(["drops-its-ledger"]);
    expect(codes(planOf([dropping("other")], []))).toEqual([]);
  });
});
