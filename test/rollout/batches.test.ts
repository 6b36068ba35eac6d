import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Targets } from "../../src/operations/ports/database.ts";
import { cutting } from "./cutting.ts";
import { databaseScene } from "./database-scene.ts";
import { rollOutTo } from "./one-target.ts";
import { flavours, type Server, startServer } from "./outside/server.ts";

describe.each(flavours)("%s", (flavour) => {
  let server: Server;
  const database = "batches";
  beforeAll(async () => {
    server = await startServer(flavour);
  });
  afterAll(() => server?.stop());

  const { query, begin, ledger } = databaseScene(() => server, database);

  async function rollOut(migration: string, around?: (targets: Targets) => Targets) {
    return rollOutTo({ url: server.url, database, migrations: { "migrations/001.sql": migration } }, around);
  }

  const numbers = (count: number) =>
    `SET ${flavour === "mysql" ? "cte_max_recursion_depth" : "max_recursive_iterations"} = 100000;
     INSERT INTO t (id, n) WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < ${count}) SELECT i, 0 FROM r`;

  test("a DELETE walks by key, and each batch has its row in the ledger", async () => {
    await begin(`CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL); ${numbers(1000)}`);
    const run = await rollOut("-- tollgate:batch 100\nDELETE FROM t WHERE id % 2 = 0 -- every other\n;");
    expect(run.stop).toBeUndefined();
    expect(await query("SELECT COUNT(*) AS n, SUM(id % 2) AS odd FROM t")).toEqual([{ n: 500, odd: "500" }]);
    const rows = await ledger();
    expect(rows.filter(({ event }) => event === "batch")).toHaveLength(9);
    const measured = rows.find(({ event }) => event === "measured");
    expect(measured?.detail).toMatchObject({ rows: 500 });
  });

  test("cut anywhere, the walk goes on where the ledger says: each row once", async () => {
    const migration = "-- tollgate:batch 10\nUPDATE t SET n = n + 1 WHERE id <> 7;";
    const make = `CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL); ${numbers(25)}`;
    await begin(make);
    const counted = cutting(0, "before");
    await rollOut(migration, counted.around);
    const wanted = [{ n: 25, ones: 24, seventh: 0 }];
    const look =
      "SELECT COUNT(*) AS n, COUNT(IF(n = 1, 1, NULL)) AS ones, MAX(IF(id = 7, n, 0)) AS seventh FROM t";
    expect(await query(look)).toEqual(wanted);
    for (let at = 1; at <= counted.steps(); at++) {
      for (const lose of ["before", "answer"] as const) {
        await begin(make);
        const run = await rollOut(migration, cutting(at, lose).around);
        expect({ at, lose, stop: run.stop }).toEqual({ at, lose, stop: undefined });
        expect({ at, lose, rows: await query(look) }).toEqual({ at, lose, rows: wanted });
        await ledger();
      }
    }
  }, 240_000);

  /** A key's definition, and its values in any order. */
  const keys: [definition: string, columns: string, values: string][] = [
    [
      "k BIGINT UNSIGNED, PRIMARY KEY (k)",
      "k",
      "(0),(18446744073709551615),(9007199254740993),(9007199254740992),(5),(6)",
    ],
    ["k BIGINT, PRIMARY KEY (k)", "k", "(-9223372036854775808),(9223372036854775807),(-1),(0),(1),(7)"],
    ["k INT(5) ZEROFILL, PRIMARY KEY (k)", "k", "(1),(20),(300),(99999),(100000)"],
    [
      "k DECIMAL(65,30), PRIMARY KEY (k)",
      "k",
      "(-1.5),(0.000000000000000000000000000001),(0.000000000000000000000000000002),(99999999999999999999999999999999999.5),(3)",
    ],
    [
      "k VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, PRIMARY KEY (k)",
      "k",
      "(''),('a'),('B'),('ç'),('Z'),('é''\\\\'),('日本')",
    ],
    [
      "k VARCHAR(20) CHARACTER SET latin1 COLLATE latin1_german1_ci, PRIMARY KEY (k)",
      "k",
      "('a'),('B'),('ü'),('z'),('ß')",
    ],
    [
      "k CHAR(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, PRIMARY KEY (k)",
      "k",
      "('a'),('A'),('b'),('B '),('é'),('e')",
    ],
    ["k VARCHAR(9) CHARACTER SET ucs2, PRIMARY KEY (k)", "k", "('a'),('b'),('x'),('日')"],
    ["k VARBINARY(9), PRIMARY KEY (k)", "k", "(''),(0x00),(0x0000),(0xFF),('a'),(0x27)"],
    ["k BINARY(4), PRIMARY KEY (k)", "k", "(''),(0x01),(0xFF00),('abcd')"],
    [
      "k DATETIME(6), PRIMARY KEY (k)",
      "k",
      "('2020-01-01 00:00:00.000001'),('2020-01-01 00:00:00.000002'),('1999-12-31'),('9999-12-31 23:59:59.999999')",
    ],
    [
      "k DATE, j VARCHAR(5), PRIMARY KEY (k, j)",
      "k, j",
      "('2020-01-01','a'),('2020-01-01','b'),('2020-01-01','c'),('2020-01-02','a'),('2020-01-03','z')",
    ],
    [
      "k INT, j INT, i INT, PRIMARY KEY (k, j, i)",
      "k, j, i",
      "(1,1,1),(1,1,2),(1,2,1),(1,2,2),(2,1,1),(2,1,2),(2,2,1),(2,2,2),(3,0,0)",
    ],
    ["k INT, j INT, KEY (k), UNIQUE KEY (j DESC, k)", "k, j", "(1,1),(2,1),(3,2),(1,2),(9,9)"],
    ["k INT NOT NULL, j INT NOT NULL, UNIQUE KEY u (j, k)", "k, j", "(1,1),(2,1),(3,2),(1,2),(9,9)"],
  ];

  test.each(keys)("each row once, by %s", async (definition, columns, values) => {
    const solid = definition.replace(/^(k .*?), (KEY|UNIQUE)/, "$1, $2");
    const notNull = solid.includes("UNIQUE KEY (")
      ? solid.replace("k INT, j INT", "k INT NOT NULL, j INT NOT NULL")
      : solid;
    await begin(
      `SET sql_mode = ''; CREATE TABLE t (${notNull}, n INT NOT NULL DEFAULT 0); INSERT INTO t (${columns}) VALUES ${values}`,
    );
    const count = values.split("),(").length;
    const run = await rollOut("-- tollgate:batch 2\nUPDATE t AS x SET x.n = n + 1;");
    expect(run.stop).toBeUndefined();
    expect(await query("SELECT COUNT(*) AS c, MIN(n) AS low, MAX(n) AS high FROM t")).toEqual([
      { c: count, low: 1, high: 1 },
    ]);
    expect((await ledger()).filter(({ event }) => event === "batch")).toHaveLength(Math.ceil(count / 2) - 1);
  });

  test("the policy asks by the size of the table; what cannot be cut runs whole", async () => {
    await begin(`CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL); ${numbers(500)}; ANALYZE TABLE t`);
    await query("CREATE TABLE s (id INT PRIMARY KEY, n INT NOT NULL); INSERT INTO s VALUES (1, 0), (2, 0)");
    const run = await rollOutTo({
      ...{ url: server.url, database, rowRules: { batches: { over: 100, size: 100 } } },
      migrations: {
        "migrations/001.sql":
          "UPDATE t SET n = 1;\nUPDATE s SET n = 1;\nDELETE FROM t ORDER BY id LIMIT 200;",
      },
    });
    expect(run.stop).toBeUndefined();
    expect(await query("SELECT COUNT(*) AS c, MIN(n) AS low FROM t")).toEqual([{ c: 300, low: 1 }]);
    const batches = (await ledger()).filter(({ event }) => event === "batch");
    expect(batches.map(({ statement }) => statement)).toEqual([1, 1, 1, 1]);
  });

  test("NOW() stands still in all batches, and moves again after them", async () => {
    await begin(
      `CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL, at DATETIME(6), moved DATETIME(6) ON UPDATE NOW(6)); ${numbers(30)}`,
    );
    const run = await rollOut(
      "-- tollgate:batch 3\nUPDATE t SET n = 1, at = NOW(6);\nDO SLEEP(0.01);\nCREATE TABLE later AS SELECT NOW(6) AS at;",
    );
    expect(run.stop).toBeUndefined();
    expect(
      await query(
        "SELECT COUNT(DISTINCT at) AS a, COUNT(DISTINCT moved) AS m, MAX(at) < (SELECT at FROM later) AS after FROM t",
      ),
    ).toEqual([{ a: 1, m: 1, after: 1 }]);
  });

  test("what the table rules out is refused, and does not run whole", async () => {
    await begin(`CREATE TABLE t (id DOUBLE PRIMARY KEY, n INT NOT NULL); ${numbers(5)}`);
    const run = await rollOut("-- tollgate:batch 2\nUPDATE t SET n = n + 1;");
    expect(run.stop).toMatchObject({ code: "cannot-batch", what: expect.stringContaining("double") });
    expect(await query("SELECT SUM(n) AS n FROM t")).toEqual([{ n: "0" }]);
    await query("CREATE TRIGGER g BEFORE DELETE ON t FOR EACH ROW SET @x = 1; ALTER TABLE t MODIFY id INT");
    const triggered = await rollOut("-- tollgate:batch 2\nUPDATE t SET n = n + 1;");
    expect(triggered.stop).toMatchObject({ code: "cannot-batch", what: expect.stringContaining("triggers") });
  });

  test("what fails in the middle stays done up to there, and goes on after the repair", async () => {
    await begin(
      `CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL); ${numbers(30)}; UPDATE t SET n = 2147483647 WHERE id = 15`,
    );
    const migration = "-- tollgate:batch 4\nUPDATE t SET n = n + 1;";
    const failed = await rollOut(migration);
    expect(failed.stop).toMatchObject({ code: "statement-failed" });
    expect(await query("SELECT COUNT(*) AS c FROM t WHERE n = 1")).toEqual([{ c: 12 }]);
    await query("UPDATE t SET n = 0 WHERE id = 15");
    expect((await rollOut(migration)).stop).toBeUndefined();
    expect(await query("SELECT COUNT(*) AS c, MIN(n) AS low, MAX(n) AS high FROM t")).toEqual([
      { c: 30, low: 1, high: 1 },
    ]);
  });

  test("a key that means something else by now is no place to go on from", async () => {
    await begin(
      `CREATE TABLE t (id VARCHAR(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PRIMARY KEY, n INT NOT NULL);
       INSERT INTO t VALUES ('A', 0), ('B', 2147483647), ('a', 0), ('b', 0)`,
    );
    const migration = "-- tollgate:batch 1\nUPDATE t SET n = n + 1;";
    expect((await rollOut(migration)).stop).toMatchObject({ code: "statement-failed" });
    await query(`UPDATE t SET n = 0 WHERE id = 'B'; ALTER TABLE t DROP PRIMARY KEY;
      UPDATE t SET id = 'c' WHERE id = 'a'; UPDATE t SET id = 'd' WHERE id = 'b';
      ALTER TABLE t MODIFY id VARCHAR(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci, ADD PRIMARY KEY (id)`);
    expect((await rollOut(migration)).stop).toMatchObject({
      code: "cannot-batch",
      what: expect.stringContaining("utf8mb4_bin"),
    });
    expect(await query("SELECT SUM(n) AS n FROM t")).toEqual([{ n: "1" }]);
  });

  test("a CHAR that is given its blanks is no place in a key", async () => {
    await begin(`CREATE TABLE t (id CHAR(5) PRIMARY KEY, n INT NOT NULL);
      INSERT INTO t VALUES ('', 1), ('a', 1), ('a\tb', 1), ('b', 1), ('a!', 1)`);
    const migration = `SET sql_mode = 'PAD_CHAR_TO_FULL_LENGTH';\n-- tollgate:batch 1\nUPDATE t SET n = n + 1;`;
    expect((await rollOut(migration)).stop).toMatchObject({ code: "cannot-batch" });
    expect(await query("SELECT SUM(n) AS n FROM t")).toEqual([{ n: "5" }]);
  });
});
