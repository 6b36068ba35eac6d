import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { foldLedger } from "../../src/core/rollout/ledger/fold.ts";
import { mysqlTargets } from "../../src/mysql/mysql-targets.ts";
import type { Targets } from "../../src/operations/ports/database.ts";
import type { TargetSession } from "../../src/operations/ports/target-session.ts";
import { ConnectionLost } from "../../src/operations/rollout/connection-lost.ts";
import { sha256 } from "../../src/operations/rollout/sha256.ts";
import { rollOutTo } from "./one-target.ts";
import { flavours, type Server, startServer } from "./outside/server.ts";

const target = {
  environment: "test",
  instance: "server",
  database: "batches",
  engine: "mysql-8.4",
  connection: "URL",
  labels: {},
};

describe.each(flavours)("%s", (flavour) => {
  let server: Server;
  const database = "batches";
  beforeAll(async () => {
    server = await startServer(flavour);
  });
  afterAll(() => server?.stop());

  const query = (sql: string) => server.query(sql, database);

  /** A new database with what `sql` makes. */
  async function begin(sql: string) {
    await server.query(`DROP DATABASE IF EXISTS ${database}; CREATE DATABASE ${database}`);
    await query(sql);
  }

  async function rollOut(migration: string, around?: (targets: Targets) => Targets) {
    return rollOutTo({ url: server.url, database, migrations: { "migrations/001.sql": migration } }, around);
  }

  async function ledger() {
    const { rows } = await mysqlTargets({ URL: server.url }).look(target);
    expect(foldLedger(rows, sha256).damage).toBeUndefined();
    return rows;
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
    });
    const around = (targets: Targets): Targets => ({
      ...targets,
      open: async (one, options) => mortal(await targets.open(one, options)),
    });
    return { around, steps: () => step };
  }

  test("cut anywhere, the walk goes on where the ledger says: each row once", async () => {
    const migration = "-- tollgate:batch 10\nUPDATE t SET n = n + 1 WHERE id <> 7;";
    const make = `CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL); ${numbers(45)}`;
    await begin(make);
    const counted = cutting(0, "before");
    await rollOut(migration, counted.around);
    const wanted = [{ n: 45, ones: 44, seventh: 0 }];
    const look = "SELECT COUNT(*) AS n, COUNT(IF(n = 1, 1, NULL)) AS ones, MAX(IF(id = 7, n, 0)) AS seventh FROM t";
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
});
