import { describe, expect, test } from "vitest";
import { plainHash, plannedMigration } from "../../testing/planned.ts";
import { chainRows, emptyHead } from "./ledger/chain.ts";
import { aboutFile, entriesOf, noFile, ofFile } from "./ledger/entries.ts";
import { foldLedger } from "./ledger/fold.ts";
import type { LedgerEntry, RunDetail } from "./ledger/row.ts";
import { ledgerStops } from "./ledger-stops.ts";
import { plan } from "./plan.ts";
import type { PlannedMigration } from "./rollout.ts";
import { pendingTasks } from "./tasks.ts";
import type { Unit } from "./units/unit.ts";

const target = {
  ...{ environment: "test", instance: "mysql-test", database: "shop" },
  ...{ engine: "mysql-8.4", connection: "TEST_URL", labels: {} },
};
const by = { actor: "ada", run: "r", commit: "c", reason: "because" };
const unit = (first: number, last = first): Unit => ({ first, last, protocol: "observed", why: undefined });
const rowsOf = (migration: PlannedMigration) => entriesOf(migration, plainHash);
const ledgerOf = (entries: readonly LedgerEntry[]) =>
  foldLedger(chainRows(emptyHead, entries, "2026-01-01T00:00:00.000Z", plainHash), plainHash);

function planOf(migrations: PlannedMigration[], entries: LedgerEntry[] = [], more = {}) {
  const rest = {
    exists: true,
    outOfOrder: false,
    sameVersion: (one: string, other: string) => one === other,
  };
  return plan({
    target,
    project: "app",
    migrations,
    ledger: ledgerOf(entries),
    sha256: plainHash,
    ...rest,
    ...more,
  });
}

const codes = (given: ReturnType<typeof planOf>) => given.stops.map(({ code }) => code);
const progress = (given: ReturnType<typeof planOf>) => given.tasks.map(({ status, next }) => [status, next]);

const sql = "CREATE TABLE a (id INT); INSERT INTO a VALUES (1); INSERT INTO a VALUES (2)";
const [v1, v2, v3] = [
  plannedMigration("V1", sql),
  plannedMigration("V2", `${sql}, (3)`),
  plannedMigration("V3", sql),
];
const all = (migration: PlannedMigration) => rowsOf(migration).done(unit(0, migration.statements.length - 1));
const whole = (migration: PlannedMigration): LedgerEntry => ({
  ...{ event: "baseline", ...aboutFile(migration) },
  detail: { ...ofFile(migration), ...by },
});
const said = { said: "the server said no", at: 2 };

describe("pending is what the ledger does not have", () => {
  test.each([
    ["nothing ran", [], [["not-started", 0]]],
    ["all of it ran", [all(v1)], [["done", 3]]],
    ["the second was refused", [rowsOf(v1).done(unit(0)), rowsOf(v1).failed(unit(1), said)], [["failed", 1]]],
    ["the second was announced", [rowsOf(v1).done(unit(0)), rowsOf(v1).sent(unit(1), {})], [["running", 1]]],
    ["a run ended between two", [rowsOf(v1).done(unit(0, 1))], [["not-started", 2]]],
    ["it was there before", [whole(v1)], [["baseline", 3]]],
  ] as [string, LedgerEntry[], unknown][])("%s", (_, entries, found) => {
    const given = planOf([v1], entries);
    expect(progress(given)).toEqual(found);
    expect(codes(given)).toEqual([]);
  });

  test("what is repeatable runs again when its bytes change", () => {
    const [before, after] = ["DO 1", "DO 2"].map((one) => ({
      ...plannedMigration("R", one),
      repeatable: true,
    }));
    if (!before || !after) throw new Error("two");
    expect(pendingTasks(planOf([before], [all(before)]).tasks)).toEqual([]);
    expect(progress(planOf([after], [all(before)]))).toEqual([["not-started", 0]]);
    expect(codes(planOf([after], [all(before)]))).toEqual([]);
  });
});

describe("what ran must still be there", () => {
  const edited = (text: string) => plannedMigration("V1", text);
  const first = rowsOf(v1).done(unit(0));

  test.each([
    ["a statement that ran is another", edited(sql.replace("1", "7")), [all(v1)], ["edited-applied-file"]],
    ["one more after the last", edited(`${sql}; DO 1`), [all(v1)], ["edited-applied-file"]],
    ["one less", edited("CREATE TABLE a (id INT)"), [all(v1)], ["edited-applied-file"]],
    [
      "one in doubt",
      edited(sql.replace("1", "7")),
      [first, rowsOf(v1).sent(unit(1), {})],
      ["edited-applied-file"],
    ],
    [
      "but one that was refused may be fixed",
      edited(sql.replace("1", "7")),
      [first, rowsOf(v1).failed(unit(1), said)],
      [],
    ],
    ["and what comes after it", edited(`${sql}; DO 1`), [first], []],
  ] as [string, PlannedMigration, LedgerEntry[], string[]][])("%s", (_, migration, entries, stops) => {
    expect(codes(planOf([migration], entries))).toEqual(stops);
  });

  test("a file that is gone stops, and a renamed one says its old name", () => {
    expect(codes(planOf([v2], [all(v1)]))).toEqual(["applied-file-missing"]);
    expect(codes(planOf([v3], [all(v1)]))).toEqual(["applied-file-renamed"]);
    expect(codes(planOf([v2], [whole(v1)]))).toEqual([]);
  });

  test("the rest of a file is missed where it was moved to", () => {
    const moved = { ...by, verdict: "rest-moved" as const, answers: 1, next: 3, movedTo: "V2" };
    const rest: LedgerEntry = {
      ...aboutFile(v1),
      ...{ event: "decided", statement: 2, through: 2, detail: { ...ofFile(v1), ...moved } },
    };
    const entries = [rowsOf(v1).done(unit(0)), rest];
    expect(codes(planOf([v1, v2], entries))).toEqual([]);
    expect(codes(planOf([v1], entries))).toEqual(["applied-file-missing"]);
  });

  test("a new one before one that ran is out of order, unless the tool allows it", () => {
    expect(codes(planOf([v2, v3], [all(v3)]))).toEqual(["out-of-order"]);
    expect(codes(planOf([v2, v3], [all(v3)], { outOfOrder: true }))).toEqual([]);
  });

  test("two files of one version stop only where one of them has not run", () => {
    const twin = { ...v2, version: "V1" };
    expect(codes(planOf([v1, twin], [all(v1), all(twin)]))).toEqual([]);
    expect(codes(planOf([v1, twin], [all(v1)]))).toEqual(["migration-duplicate-version"]);
  });
});

describe("what a person has to answer", () => {
  test("in doubt, with a command for each answer", () => {
    const entries = [rowsOf(v1).sent(unit(0), {}), rowsOf(v1).inDoubt(unit(0), "Nobody knows.")];
    const [stop] = planOf([v1], entries).stops;
    expect(stop).toMatchObject({ code: "in-doubt", what: expect.stringContaining("line 1 (statement 1)") });
    for (const verdict of ["--ran", "--none-ran", "--rest-ran", "--rest-moved-to FILE"]) {
      const command = `  tollgate settle --environment test --instance mysql-test --database shop --file V1 --statement 1 ${verdict} --actor NAME`;
      expect(stop?.fix).toContain(command);
    }
  });

  test("a session that cannot be had again", () => {
    const lost = plannedMigration("V1", "SELECT id INTO @id FROM a; INSERT INTO b VALUES (@id)");
    const [stop] = planOf([lost], [rowsOf(lost).done(unit(0))]).stops;
    expect(stop).toMatchObject({
      code: "cannot-resume",
      what: expect.stringContaining("needs @id, which line 1"),
    });
    expect(stop?.fix.match(/--statement 2 --(none-ran|rest-ran|rest-moved-to)/g)).toHaveLength(3);
  });
});

describe("what stops before its first statement", () => {
  const stopsOf = (text: string, more = {}) => codes(planOf([plannedMigration("V1", text)], [], more));

  test.each([
    ["XA START 'a'", ["statement-refused"]],
    ["BEGIN; INSERT INTO a VALUES (1)", ["transaction-left-open"]],
    ["DROP DATABASE shop", ["drops-its-ledger"]],
    ["DROP DATABASE other", []],
  ])("%s: %j", (text, stops) => {
    expect(stopsOf(text)).toEqual(stops);
  });

  test("a database that is not there may only be made by the very migration that is next", () => {
    expect(stopsOf("CREATE DATABASE shop", { exists: false })).toEqual([]);
    expect(stopsOf("CREATE DATABASE other", { exists: false })).toEqual(["database-missing"]);
    expect(codes(planOf([], [], { exists: false }))).toEqual([]);
  });
});

describe("a ledger as a whole", () => {
  const repository = (id: string) => ({ repository: { id, name: `acme/${id}` } });
  const run = (place: object, origin: Partial<RunDetail> = {}): LedgerEntry => ({
    ...{ event: "run", ...noFile },
    detail: {
      ...{ actor: "a", run: "r", commit: "c", approvals: {}, connection: 1, settings: {} },
      server: { id: "s", host: "h", port: 1, version: "9", started: "" },
      target: { environment: "test", instance: "mysql-test", database: "shop", ...place },
      ...origin,
    },
  });
  const stops = (entries: LedgerEntry[], state = {}, pending = 1) =>
    ledgerStops({
      ...{ target, ledger: ledgerOf(entries), pending, projects: ["app"], origin: repository("1") },
      state: { exists: true, ledgerVersion: 2, rows: entries, histories: [], ...state },
    }).map(({ code }) => code);

  test("of another target, or one that cannot be believed, refuses", () => {
    expect(stops([run({})])).toEqual([]);
    expect(stops([run({ environment: "prod" })])).toEqual(["other-target"]);
    expect(stops([rowsOf(v1).done(unit(1))])).toEqual(["ledger-damaged"]);
  });

  test("of another repository's project of that name refuses, unless it has taken over", () => {
    const from = (id: string, rest: Partial<RunDetail> = {}) =>
      run({}, { origin: repository(id), projects: ["app"], ...rest });
    expect(stops([from("1")])).toEqual([]);
    expect(stops([from("2")])).toEqual(["other-repository"]);
    expect(stops([from("2", { projects: ["billing"] }), from("1")])).toEqual([]);
    expect(stops([from("2"), from("1", { takesOver: true })])).toEqual([]);
    expect(stops([from("2"), run({}, { origin: {}, projects: ["app"], takesOver: true })])).toEqual([]);
    expect(stops([from("1"), run({}, { origin: { roots: ["a"] }, projects: ["app"] })])).toEqual([]);
  });

  test("none, and another tool's history, refuses where something would run", () => {
    const foreign = { ledgerVersion: undefined, histories: ["flyway_schema_history"] };
    expect(stops([], foreign)).toEqual(["history-found"]);
    expect(stops([], foreign, 0)).toEqual([]);
    expect(stops([], { histories: ["flyway_schema_history"] })).toEqual([]);
  });
});
