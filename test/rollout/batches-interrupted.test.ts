import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RowRules } from "../../src/core/policy/row-rules.ts";
import type { Targets } from "../../src/operations/ports/database.ts";
import { cutting } from "./cutting.ts";
import { databaseScene } from "./database-scene.ts";
import { rollOutTo } from "./one-target.ts";
import { flavours, type Server, startServer } from "./outside/server.ts";

/** Meanings that a key may get between two runs, whose order or values are then others. */
const changed: [was: string, is: string, values: readonly string[]][] = [
  [
    "VARCHAR(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
    "VARCHAR(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci",
    ["A", "C", "E", "a1", "c1"],
  ],
  ["VARCHAR(9)", "INT", ["1", "10", "2", "3", "9"]],
  ["INT", "VARCHAR(9)", ["1", "2", "3", "9", "10"]],
  ["INT", "INT UNSIGNED", ["1", "2", "3"]],
];

describe.each(flavours)("%s", (flavour) => {
  let server: Server;
  const database = "interrupted";
  beforeAll(async () => {
    server = await startServer(flavour);
  });
  afterAll(() => server?.stop());

  const { query, begin, ledger } = databaseScene(() => server, database);

  const rollOut = (migration: string, around?: (targets: Targets) => Targets, rowRules?: RowRules) =>
    rollOutTo(
      {
        ...{ url: server.url, database, ...(rowRules && { rowRules }) },
        migrations: { "migrations/001.sql": migration },
      },
      around,
    );

  async function batches() {
    const rows = await ledger();
    return rows.filter(({ event }) => event === "batch");
  }

  const fill = (count: number) =>
    `INSERT INTO t (id, n) VALUES ${Array.from({ length: count }, (_, i) => `(${i + 1}, 0)`).join(", ")}`;

  test.each(changed)("a walk by %s does not go on by %s", async (was, is, values) => {
    const rows = values.map((value, i) => `('${value}', ${i === 1 ? 2147483647 : 0})`).join(", ");
    await begin(`CREATE TABLE t (k ${was} PRIMARY KEY, n INT NOT NULL); INSERT INTO t VALUES ${rows}`);
    const migration = "-- tollgate:batch 1\nUPDATE t SET n = n + 1;";
    expect((await rollOut(migration)).stop).toMatchObject({ code: "statement-failed" });
    expect(await batches()).toHaveLength(1);
    await query(`UPDATE t SET n = 0 WHERE n = 2147483647; ALTER TABLE t MODIFY k ${is} NOT NULL`);
    const { stop } = await rollOut(migration);
    expect(stop).toMatchObject({ code: "cannot-batch", what: expect.stringContaining("is of k ") });
    expect(await query("SELECT SUM(n) AS n FROM t")).toEqual([{ n: "1" }]);
    await query(`ALTER TABLE t MODIFY k ${was} NOT NULL`);
    expect((await rollOut(migration)).stop).toBeUndefined();
    expect(await query("SELECT MIN(n) AS low, MAX(n) AS high FROM t")).toEqual([{ low: 1, high: 1 }]);
  });

  const two =
    "-- tollgate:batch 2\nUPDATE t SET n = n + 1;\n-- tollgate:batch 2\nUPDATE t SET m = m + 1 WHERE n < 3;\n";
  const bothDone = [{ c: 4, low: 1, high: 1, lowest: 1, highest: 1 }];
  const lookAtBoth =
    "SELECT COUNT(*) AS c, MIN(n) AS low, MAX(n) AS high, MIN(m) AS lowest, MAX(m) AS highest FROM t";
  const makeBoth = `CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL, m INT NOT NULL DEFAULT 0); ${fill(4)}`;

  test("two walks of one file, cut anywhere: each goes on where it was", async () => {
    await begin(makeBoth);
    const counted = cutting(0, "before");
    await rollOut(two, counted.around);
    for (let at = 1; at <= counted.steps(); at++) {
      // Each server has what the other has not.
      const lose = (at % 2 === 0) === (flavour === "mysql") ? "before" : "answer";
      await begin(makeBoth);
      const { stop } = await rollOut(two, cutting(at, lose).around);
      expect({ at, lose, stop, rows: await query(lookAtBoth) }).toEqual({ at, lose, rows: bothDone });
      await batches();
    }
  }, 300_000);

  test("two walks of one file, the first refused in its middle: the second begins at its own first row", async () => {
    await begin(`${makeBoth}; UPDATE t SET n = 2147483647 WHERE id = 3`);
    expect((await rollOut(two)).stop).toMatchObject({ code: "statement-failed" });
    expect(await query("SELECT SUM(n = 1) AS n, SUM(m) AS m FROM t")).toEqual([{ n: "2", m: "0" }]);
    await query("UPDATE t SET n = 0 WHERE id = 3");
    expect((await rollOut(two)).stop).toBeUndefined();
    expect(await query(lookAtBoth)).toEqual(bothDone);
    expect((await batches()).map(({ statement }) => statement)).toEqual([1, 2]);
  });

  test("the server is killed in the middle of a walk: it goes on, and each row is changed once", async () => {
    await begin(`CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL); ${fill(600)}`);
    const run = rollOut("-- tollgate:batch 1\nUPDATE t SET n = n + 1;");
    for (let times = 1; times <= 2; times++) {
      while (Number((await query("SELECT SUM(n) AS n FROM t"))[0]?.n) < times * 150);
      await server.kill();
    }
    expect((await run).stop).toBeUndefined();
    expect(await query("SELECT COUNT(*) AS c, MIN(n) AS low, MAX(n) AS high FROM t")).toEqual([
      { c: 600, low: 1, high: 1 },
    ]);
    expect(await batches()).toHaveLength(599);
  }, 300_000);

  test("a table that has grown since anybody looked is large", async () => {
    await begin("CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL); INSERT INTO t VALUES (0, 0)");
    // MySQL keeps the answer for a day, for every session that does not ask otherwise.
    await query("SELECT TABLE_ROWS FROM information_schema.TABLES WHERE TABLE_NAME = 't'");
    await query(fill(600));
    const rules: RowRules = { batches: { over: 300, size: 100 } };
    expect((await rollOut("UPDATE t SET n = 1;", undefined, rules)).stop).toBeUndefined();
    expect((await batches()).length).toBeGreaterThan(3);
  });
});
