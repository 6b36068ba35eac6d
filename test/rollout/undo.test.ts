import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { foldLedger } from "../../src/core/rollout/ledger/fold.ts";
import { mysqlKeptRows } from "../../src/mysql/mysql-kept-rows.ts";
import { mysqlSchemas } from "../../src/mysql/mysql-schemas.ts";
import { mysqlTargets } from "../../src/mysql/mysql-targets.ts";
import { forgetRows } from "../../src/operations/rollout/find-undo.ts";
import { sha256 } from "../../src/operations/sha256.ts";
import { cutting } from "./cutting.ts";
import { keptScene, path, undoRules } from "./kept-scene.ts";
import { targetOf } from "./one-target.ts";
import { flavours, type Server, startServer } from "./outside/server.ts";

const database = "kept";
/** How many cuts are tried at the same time. */
const lanes = 12;
const target = targetOf(database);
describe.each(flavours)("%s", (flavour) => {
  let server: Server;
  let scene: ReturnType<typeof keptScene>;
  beforeAll(async () => {
    server = await startServer(flavour);
    scene = keptScene(server, database);
  });
  afterAll(() => server?.stop());

  const make = `CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL);
    INSERT INTO t VALUES (1, 10), (2, 20), (3, 30), (4, 40), (5, 50)`;
  const all = () => scene.query("SELECT id, n FROM t ORDER BY id");

  test("an UPDATE and a DELETE keep what they touch; the undo brings it back, by hand or as a migration", async () => {
    const migration = `UPDATE t SET n = n + 1 WHERE id > 1; -- why
START TRANSACTION; DELETE FROM t WHERE n = 10 /* one */; UPDATE t SET n = 0 ORDER BY id DESC LIMIT 2; COMMIT;
CREATE TABLE other (id INT);`;
    for (const by of ["hand", "rollout"] as const) {
      await scene.begin(make);
      const was = await all();
      expect((await scene.rollOut(migration)).stop).toBeUndefined();
      expect((await scene.kept()).map(({ statement, rows }) => [statement, rows])).toEqual([
        [1, 4],
        [3, 1],
        [4, 2],
      ]);
      const { sql, notes } = await scene.writeUndo(migration);
      expect(notes).toEqual([]);
      expect(sql).toContain("-- cannot come back: It changed a definition.");
      if (by === "hand") await scene.query(sql);
      else {
        const rules = { ...undoRules, required: true };
        expect((await scene.rollOut(migration, { second: sql, rules })).stop).toBeUndefined();
      }
      expect(await all()).toEqual(was);
      expect((await scene.writeUndo(migration)).sql).toBe(sql);
    }
  });

  test("rows that were changed since are named and stay; those that are there again, too", async () => {
    const migration = "UPDATE t SET n = 0 WHERE id < 4; DELETE FROM t WHERE id > 3;";
    await scene.begin(make);
    await scene.rollOut(migration);
    await scene.query("UPDATE t SET n = 7 WHERE id = 2; INSERT INTO t VALUES (5, 99)");
    const { sql, notes } = await scene.writeUndo(migration);
    expect(notes).toEqual([
      expect.stringContaining("line 1: rows that were changed or deleted since, and stay as they are: id 2."),
      expect.stringContaining("line 1: rows that are there already, and are not brought back: id 5."),
    ]);
    await scene.query(sql);
    expect((await all()).map(({ n }) => n)).toEqual([10, 7, 30, 40, 99]);
  });

  async function countSteps(migration: string): Promise<number[]> {
    await scene.begin(make);
    const counted = cutting(0, "before");
    await scene.rollOut(migration, { around: counted.around });
    return Array.from({ length: counted.steps() }, (_, i) => i + 1);
  }

  async function cutOnce(
    name: string,
    migration: string,
    cut: { at: number; lose: "before" | "answer" } | undefined,
  ): Promise<void> {
    if (!cut) return;
    const place = keptScene(server, name);
    const now = () => place.query("SELECT id, n FROM t ORDER BY id");
    await place.begin(make);
    const was = await now();
    const { stop } = await place.rollOut(migration, { around: cutting(cut.at, cut.lose).around });
    const { rows } = await mysqlTargets({ URL: server.url }).look({ ...target, database: name });
    const sums = [0, 0, 0];
    for (const { statement, rows: count } of await place.kept())
      sums[Number(statement)] = (sums[Number(statement)] ?? 0) + Number(count);
    const done = (await now()).map(({ n }) => n);
    expect({ cut, stop, done, sums, damage: foldLedger(rows, sha256).damage }).toEqual({
      ...{ cut, stop: undefined, done: [21, 31, 41, 51], sums: [0, 4, 1], damage: undefined },
    });
    await place.query((await place.writeUndo(migration)).sql);
    expect({ cut, rows: await now() }).toEqual({ cut, rows: was });
  }

  test.each([
    ["whole", "UPDATE t SET n = n + 1 WHERE id > 1; DELETE FROM t WHERE id = 1;"],
    [
      "in batches",
      "-- tollgate:batch 3\nUPDATE t SET n = n + 1 WHERE id > 1;\n-- tollgate:batch 9\nDELETE FROM t WHERE id = 1;",
    ],
  ])(
    "cut at every question, %s: kept once and done once",
    async (_, migration) => {
      const steps = await countSteps(migration);
      // An answer that is lost is, for the database, the same as the next question unsent.
      const cuts = steps.map((at) => ({ at, lose: "answer" as const }));
      // The time is that of servers which notice that a session has gone: they do so for many at once.
      await Promise.all(
        Array.from({ length: lanes }, async (_, lane) => {
          for (let i = lane; i < cuts.length; i += lanes) await cutOnce(`kept_${lane}`, migration, cuts[i]);
        }),
      );
    },
    240_000,
  );

  test.each<[why: RegExp, make: string, sql: string, rules?: Partial<typeof undoRules>]>([
    [/several tables/, "", "DELETE t FROM t JOIN t AS u ON u.id = t.id"],
    [/no primary key/, "CREATE TABLE p (a INT); INSERT INTO p VALUES (1)", "DELETE FROM p"],
    [/of the key PRIMARY/, "", "UPDATE t SET id = id + 10"],
    [
      /foreign key c_1/,
      "CREATE TABLE c (id INT, CONSTRAINT c_1 FOREIGN KEY (id) REFERENCES t (id) ON DELETE CASCADE); INSERT INTO c VALUES (1)",
      "DELETE FROM t WHERE id = 1",
    ],
    [
      /trigger gone/,
      "CREATE TABLE log (a INT) ENGINE=InnoDB; CREATE TRIGGER gone AFTER DELETE ON t FOR EACH ROW INSERT INTO log VALUES (OLD.id)",
      "DELETE FROM t",
    ],
    [/5 rows, and the policy keeps at most 4/, "", "DELETE FROM t", { maxRows: 4 }],
    [/\d+ bytes, and the policy keeps at most/, "", "DELETE FROM t", { maxBytes: 9 }],
    [/LIMIT/, "", "DELETE FROM t LIMIT 2"],
    [
      /subquery/,
      "CREATE TABLE s (id INT PRIMARY KEY)",
      "UPDATE t SET n = 1 WHERE id NOT IN (SELECT id FROM s)",
    ],
    [
      /engine|undo/i,
      "CREATE TABLE m (id INT PRIMARY KEY) ENGINE=MyISAM; INSERT INTO m VALUES (1)",
      "DELETE FROM m",
    ],
  ])(
    "%s: the reason is said, and where the policy requires it nothing runs",
    async (why, more, sql, rules) => {
      await scene.begin(`${make}; ${more || "DO 0"}`);
      const before = await all();
      const required = await scene.rollOut(`${sql};`, { rules: { ...undoRules, ...rules, required: true } });
      expect(required.stop).toMatchObject({
        code: "cannot-undo",
        what: expect.stringMatching(/undo\.required/),
      });
      expect(await all()).toEqual(before);
      const run = await scene.rollOut(`${sql};`, { rules: { ...undoRules, ...rules } });
      expect(run.stop).toBeUndefined();
      if (!sql.includes("FROM m")) expect((await scene.writeUndo(`${sql};`)).sql).toMatch(why);
    },
  );

  test("a DELETE whose rows a subquery names is compared with what was kept", async () => {
    const migration = "DELETE FROM t WHERE id IN (SELECT id FROM s);";
    await scene.begin(`${make}; CREATE TABLE s (id INT PRIMARY KEY); INSERT INTO s VALUES (2), (4)`);
    const was = await all();
    await scene.rollOut(migration);
    expect((await all()).length).toBe(3);
    await scene.query((await scene.writeUndo(migration)).sql);
    expect(await all()).toEqual(was);
  });

  test("drift does not see the kept rows; they are forgotten by file and age", async () => {
    const migration = "DELETE FROM t WHERE id = 1;";
    await scene.begin(make);
    await scene.rollOut(migration);
    const { now } = await mysqlSchemas({ URL: server.url }).read(target);
    expect(Object.keys(now.objects).filter((name) => name.includes("undo"))).toEqual([]);
    const store = mysqlKeptRows({ URL: server.url });
    expect(await forgetRows(store, target, { path: "other.sql" })).toEqual([]);
    expect(await forgetRows(store, target, { path, olderThanSeconds: 86_400 })).toEqual([]);
    expect(await forgetRows(store, target, { path })).toHaveLength(1);
    expect((await scene.writeUndo(migration)).sql).toMatch(/cannot come back: .* have been dropped/);
  });
});
