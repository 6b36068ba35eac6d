import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { noRowRules } from "../../src/core/policy/row-rules.ts";
import { foldLedger } from "../../src/core/rollout/ledger/fold.ts";
import { mysqlTargets } from "../../src/mysql/mysql-targets.ts";
import type { Targets } from "../../src/operations/ports/database.ts";
import type { TargetSession } from "../../src/operations/ports/target-session.ts";
import { ConnectionLost } from "../../src/operations/rollout/connection-lost.ts";
import { sha256 } from "../../src/operations/rollout/sha256.ts";
import { rollOutTo } from "./one-target.ts";
import { flavours, type Server, startServer } from "./outside/server.ts";

const database = "kept";
const target = {
  ...{ environment: "test", instance: "server", database, engine: "mysql-8.4", connection: "URL", labels: {} },
};
const undo = { maxRows: 1000, maxBytes: 1_000_000, required: false };

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

  function rollOut(
    migration: string,
    { rules = undo, around }: { rules?: typeof undo; around?: (targets: Targets) => Targets } = {},
  ) {
    const migrations = { "migrations/001.sql": migration };
    const rowRules = { ...noRowRules, undo: rules };
    return rollOutTo({ url: server.url, database, migrations, rowRules }, around);
  }

  const kept = async () =>
    (await query("SELECT statement, kept_rows, kept_in, detail FROM tollgate_undo ORDER BY token, statement")).map(
      ({ statement, kept_rows, kept_in, detail }) => ({
        statement,
        rows: kept_rows,
        table: kept_in,
        why: JSON.parse(String(detail)).why,
      }),
    );

  const make = "CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)";

  test("an UPDATE and a DELETE keep the rows they touch", async () => {
    await begin(make);
    const run = await rollOut("UPDATE t SET n = n + 1 WHERE id > 1; -- why\nDELETE FROM t WHERE n = 10;");
    expect(run.stop).toBeUndefined();
    const [first, second] = await kept();
    expect(first).toMatchObject({ statement: 1, rows: 2 });
    expect(second).toMatchObject({ statement: 2, rows: 1 });
    expect(await query(`SELECT tollgate_state, id, n FROM ${first?.table} ORDER BY 1, 2`)).toEqual([
      { tollgate_state: "after", id: 2, n: 21 },
      { tollgate_state: "after", id: 3, n: 31 },
      { tollgate_state: "before", id: 2, n: 20 },
      { tollgate_state: "before", id: 3, n: 30 },
    ]);
  });
});
