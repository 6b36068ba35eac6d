import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { noRowRules } from "../../src/core/policy/row-rules.ts";
import { foldLedger } from "../../src/core/rollout/ledger/fold.ts";
import { mysqlKeptRows } from "../../src/mysql/mysql-kept-rows.ts";
import { mysqlSchemas } from "../../src/mysql/mysql-schemas.ts";
import { mysqlTargets } from "../../src/mysql/mysql-targets.ts";
import type { Targets } from "../../src/operations/ports/database.ts";
import type { TargetSession } from "../../src/operations/ports/target-session.ts";
import { ConnectionLost } from "../../src/operations/rollout/connection-lost.ts";
import { findUndo, forgetRows } from "../../src/operations/rollout/find-undo.ts";
import { sha256 } from "../../src/operations/rollout/sha256.ts";
import { lookAtOneTarget, rollOutTo } from "./one-target.ts";
import { flavours, type Server, startServer } from "./outside/server.ts";

const database = "kept";
const target = {
  ...{
    environment: "test",
    instance: "server",
    database,
    engine: "mysql-8.4",
    connection: "URL",
    labels: {},
  },
};
const undo = { maxRows: 1000, maxBytes: 1_000_000, required: false };
const path = "migrations/001.sql";

interface Options {
  rules?: typeof undo | undefined;
  around?: (targets: Targets) => Targets;
  /** A second migration, after the first. */
  then?: string;
}

describe.each(flavours)("%s", (flavour) => {
  let server: Server;
  beforeAll(async () => {
    server = await startServer(flavour);
  });
  afterAll(() => server?.stop());

  const query = (sql: string) => server.query(sql, database);

  async function begin(sql: string) {
    await server.query(`DROP DATABASE IF EXISTS ${database}; CREATE DATABASE ${database}`);
    await query(sql);
  }

  const filesOf = (migration: string, then?: string) => ({
    [path]: migration,
    ...(then !== undefined && { "migrations/002.sql": then }),
  });

  function rollOut(migration: string, { rules = undo, around, then }: Options = {}) {
    const migrations = filesOf(migration, then);
    return rollOutTo(
      { url: server.url, database, migrations, rowRules: { ...noRowRules, undo: rules } },
      around,
    );
  }

  async function writeUndo(migration: string) {
    const plan = await lookAtOneTarget({ url: server.url, database, migrations: filesOf(migration) });
    return findUndo(mysqlKeptRows({ URL: server.url }), [plan], path);
  }

  const kept = async () =>
    (
      await query("SELECT statement, kept_rows, kept_in, detail FROM tollgate_undo ORDER BY token, statement")
    ).map(({ statement, kept_rows, kept_in, detail }) => ({
      ...{ statement, rows: kept_rows, table: kept_in, why: JSON.parse(String(detail)).why },
    }));

  const make = `CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL);
    INSERT INTO t VALUES (1, 10), (2, 20), (3, 30), (4, 40), (5, 50)`;
  const all = () => query("SELECT id, n FROM t ORDER BY id");

  test("an UPDATE and a DELETE keep what they touch; the undo brings it back, by hand or as a migration", async () => {
    const migration = `UPDATE t SET n = n + 1 WHERE id > 1; -- why
START TRANSACTION; DELETE FROM t WHERE n = 10 /* one */; UPDATE t SET n = 0 ORDER BY id DESC LIMIT 2; COMMIT;
CREATE TABLE other (id INT);`;
    for (const by of ["hand", "rollout"] as const) {
      await begin(make);
      const was = await all();
      expect((await rollOut(migration)).stop).toBeUndefined();
      expect((await kept()).map(({ statement, rows }) => [statement, rows])).toEqual([
        [1, 4],
        [3, 1],
        [4, 2],
      ]);
      const { sql, notes } = await writeUndo(migration);
      expect(notes).toEqual([expect.stringMatching(/line 1: rows that were changed .* id 4, 5\.$/)]);
      expect(sql).toContain("-- cannot come back: It changed a definition.");
      if (by === "hand") await query(sql);
      else expect((await rollOut(migration, { then: sql })).stop).toBeUndefined();
      expect(await all()).toEqual(was);
      expect((await writeUndo(migration)).sql).toBe(sql);
    }
  });

  test("rows that were changed since are named and stay; those that are there again, too", async () => {
    const migration = "UPDATE t SET n = 0 WHERE id < 4; DELETE FROM t WHERE id > 3;";
    await begin(make);
    await rollOut(migration);
    await query("UPDATE t SET n = 7 WHERE id = 2; INSERT INTO t VALUES (5, 99)");
    const { sql, notes } = await writeUndo(migration);
    expect(notes).toEqual([
      expect.stringContaining("line 1: rows that were changed or deleted since, and stay as they are: id 2."),
      expect.stringContaining("line 1: rows that are there already, and are not brought back: id 5."),
    ]);
    await query(sql);
    expect((await all()).map(({ n }) => n)).toEqual([10, 7, 30, 40, 99]);
  });

  /** Ends the connection at the nth thing that the session does, before it is sent or with its answer lost. */
  function cutting(at: number, lose: "before" | "answer") {
    let step = 0;
    const cut = async <Result>(act: () => Promise<Result>): Promise<Result> => {
      if (++step !== at) return act();
      if (lose === "answer") await act();
      throw new ConnectionLost("cut by the test");
    };
    const mortal = (session: TargetSession): TargetSession => ({
      ...session,
      append: (rows) => cut(() => session.append(rows)),
      token: (rows) => cut(() => session.token(rows)),
      send: (sql) => cut(() => session.send(sql)),
      read: (sql) => cut(() => session.read(sql)),
      describe: (table) => cut(() => session.describe(table)),
      beginKeeping: (plan) => cut(() => session.beginKeeping(plan)),
      readInside: (sql) => cut(() => session.readInside(sql)),
      noteKept: (row) => cut(() => session.noteKept(row)),
    });
    const around = (targets: Targets): Targets => ({
      ...targets,
      open: async (one, options) => mortal(await targets.open(one, options)),
    });
    return { around, steps: () => step };
  }

  test.each([
    ["whole", "UPDATE t SET n = n + 1 WHERE id > 1; DELETE FROM t WHERE id = 1;"],
    [
      "in batches",
      "-- tollgate:batch 2\nUPDATE t SET n = n + 1 WHERE id > 1;\n-- tollgate:batch 3\nDELETE FROM t WHERE id = 1;",
    ],
  ])(
    "cut at every question, %s: kept once and done once",
    async (_, migration) => {
      await begin(make);
      const was = await all();
      const counted = cutting(0, "before");
      await rollOut(migration, { around: counted.around });
      const done = await all();
      for (let at = 1; at <= counted.steps(); at++) {
        for (const lose of ["before", "answer"] as const) {
          await begin(make);
          const { stop } = await rollOut(migration, { around: cutting(at, lose).around });
          expect({ at, lose, stop, rows: await all() }).toEqual({ at, lose, stop: undefined, rows: done });
          const { rows } = await mysqlTargets({ URL: server.url }).look(target);
          expect(foldLedger(rows, sha256).damage).toBeUndefined();
          const sums = (await kept()).reduce<Record<string, number>>(
            (sum, one) => ({
              ...sum,
              [String(one.statement)]: (sum[String(one.statement)] ?? 0) + Number(one.rows),
            }),
            {},
          );
          expect({ at, lose, sums }).toEqual({ at, lose, sums: { 1: 4, 2: 1 } });
          await query((await writeUndo(migration)).sql);
          expect({ at, lose, rows: await all() }).toEqual({ at, lose, rows: was });
        }
      }
    },
    240_000,
  );

  const columns: [definition: string, one: string, other: string][] = [
    ["tx TEXT CHARACTER SET utf8mb4", `'a''b"\\\\c\\0\\n\\r\\Z😀'`, "'x'"],
    ["l1 VARCHAR(9) CHARACTER SET latin1", "_latin1 X'E9275C00FF'", "'é'"],
    ["u2 CHAR(5) CHARACTER SET ucs2", "'a  '", "'A'"],
    ["bl BLOB", "X'00275C0A0D1AFF'", "X''"],
    ["vb VARBINARY(9)", "X'4100'", "X'41'"],
    ["bt BIT(64)", "b'1000000000000000000000000000000000000000000000000000000000000001'", "b'0'"],
    ["d DATE NOT NULL DEFAULT '0000-00-00'", "'0000-00-00'", "'2024-02-30'"],
    ["dt DATETIME(6)", "'0000-00-00 00:00:00'", "'9999-12-31 23:59:59.999999'"],
    ["ts TIMESTAMP(6) NULL", "'2024-10-27 00:30:00.000001'", "'0000-00-00 00:00:00'"],
    ["tm TIME(3)", "'-838:59:59'", "'00:00:00.001'"],
    ["y YEAR", "0", "2155"],
    ["f FLOAT", "1.1", "3.4e38"],
    ["db DOUBLE", "0.1e0 + 0.2e0", "-0.0e0"],
    ["dc DECIMAL(65,30)", "-1.000000000000000000000000000001", "99999999999999999999999999999999999.5"],
    ["bu BIGINT UNSIGNED", "18446744073709551615", "0"],
    ["z INT(5) ZEROFILL", "7", "99999"],
    ["en ENUM('a','b')", "'b'", "NULL"],
    ["se SET('a','b','c')", "'a,c'", "''"],
    ["js JSON", `'{"a": 1.0, "b": [null, "\\\\u00e9"]}'`, "'1'"],
    ["g GEOMETRY", "ST_GeomFromText('POINT(1 2)')", "ST_GeomFromText('LINESTRING(0 0, 1 1)')"],
    ["inv INT INVISIBLE DEFAULT 3", "5", "NULL"],
  ];
  const names = columns.map(([definition]) => definition.split(" ")[0] ?? "");

  test.each([
    "DELETE FROM v",
    "UPDATE v SET tx = 'new', l1 = NULL, u2 = 'q', bl = NULL, vb = 'q', bt = 1, d = '2000-01-01', dt = NULL, ts = NULL, tm = NULL, y = NULL, f = 0, db = 0, dc = 0, bu = 1, z = 1, en = 'a', se = 'b', js = '2', g = NULL, inv = 9, cs = cs",
  ])("%.10s: hostile values come back byte for byte", async (sql) => {
    const definitions = columns.map(([one]) => one).join(", ");
    await begin(`SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES';
        CREATE TABLE v (id INT UNSIGNED PRIMARY KEY AUTO_INCREMENT, ${definitions}, gen INT AS (bu % 7) STORED, virt INT AS (y + 1),
          cs VARCHAR(5) COLLATE utf8mb4_bin DEFAULT 'x', moved TIMESTAMP(6) NOT NULL DEFAULT '2001-01-01' ON UPDATE CURRENT_TIMESTAMP(6), UNIQUE (bu), KEY (tx(3)));
        INSERT INTO v (id, ${names.join(", ")}) VALUES (0, ${columns.map(([, one]) => one).join(", ")}), (4294967295, ${columns.map(([, , other]) => other).join(", ")}), (7, ${columns.map(([one]) => (one.includes("NOT NULL") ? "DEFAULT" : "NULL")).join(", ")})`);
    const look = () =>
      query(
        `SELECT id, ${[...names, "gen", "virt", "cs", "moved"].map((name) => `HEX(CAST(${name} AS BINARY)) AS ${name}, COALESCE(LENGTH(${name}), -1) AS ${name}_length`).join(", ")} FROM v ORDER BY id`,
      );
    const was = await look();
    expect(was).toHaveLength(3);
    const migration = sql.startsWith("DELETE") ? `${sql};` : `${sql.replace(/bu = 1/, "bu = id + 100")};`;
    expect((await rollOut(migration)).stop).toBeUndefined();
    expect((await kept()).map(({ rows, why }) => ({ rows, why }))).toEqual([{ rows: 3, why: undefined }]);
    expect(await look()).not.toEqual(was);
    const { sql: back, notes } = await writeUndo(migration);
    expect(notes).toEqual([]);
    await query(back);
    expect(await look()).toEqual(was);
  });

  test.each<[why: RegExp, make: string, sql: string, rules?: Partial<typeof undo>]>([
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
    [/40 bytes, and the policy keeps at most/, "", "DELETE FROM t", { maxBytes: 9 }],
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
      await begin(`${make}; ${more || "DO 0"}`);
      const before = await all();
      const required = await rollOut(`${sql};`, { rules: { ...undo, ...rules, required: true } });
      expect(required.stop).toMatchObject({
        code: "cannot-undo",
        what: expect.stringMatching(/undo\.required/),
      });
      expect(await all()).toEqual(before);
      const run = await rollOut(`${sql};`, { rules: { ...undo, ...rules } });
      expect(run.stop).toBeUndefined();
      if (!sql.includes("FROM m")) expect((await writeUndo(`${sql};`)).sql).toMatch(why);
    },
  );

  test("a DELETE whose rows a subquery names is compared with what was kept", async () => {
    const migration = "DELETE FROM t WHERE id IN (SELECT id FROM s);";
    await begin(`${make}; CREATE TABLE s (id INT PRIMARY KEY); INSERT INTO s VALUES (2), (4)`);
    const was = await all();
    await rollOut(migration);
    expect((await all()).length).toBe(3);
    await query((await writeUndo(migration)).sql);
    expect(await all()).toEqual(was);
  });

  test("drift does not see the kept rows; they are forgotten by file and age", async () => {
    const migration = "DELETE FROM t WHERE id = 1;";
    await begin(make);
    await rollOut(migration);
    const { now } = await mysqlSchemas({ URL: server.url }).read(target);
    expect(Object.keys(now.objects).filter((name) => name.includes("undo"))).toEqual([]);
    const store = mysqlKeptRows({ URL: server.url });
    expect(await forgetRows(store, target, { path: "other.sql" })).toEqual([]);
    expect(await forgetRows(store, target, { path, olderThanSeconds: 86_400 })).toEqual([]);
    expect(await forgetRows(store, target, { path })).toHaveLength(1);
    expect((await writeUndo(migration)).sql).toMatch(/cannot come back: .* have been dropped/);
  });
});
