import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type StartedServers, startServers } from "../../sandbox/mysql/start-servers.ts";
import type { LedgerRow } from "../../src/core/rollout/rollout.ts";
import { mysqlTargets } from "../../src/mysql/mysql-targets.ts";
import type { TargetSession } from "../../src/operations/ports/database.ts";
import { rollOutTo } from "./one-target.ts";

let servers: StartedServers;
let url: string;
let session: TargetSession;
const cancel = new AbortController();

const target = {
  environment: "test",
  instance: "server",
  database: "session",
  engine: "mysql-8.4",
  connection: "URL",
  labels: {},
};
const open = (signal = cancel.signal) => mysqlTargets({ URL: url }).open(target, signal);
const look = () => mysqlTargets({ URL: url }).look(target);
const run = (sql: string) => session.execute(sql, undefined);

beforeAll(async () => {
  servers = await startServers(["test"], { log: (line) => process.stdout.write(`${line}\n`) });
  url = servers.server("test").url;
});

afterAll(() => servers?.stop());

beforeEach(async () => {
  session = await open();
  await run("DROP DATABASE IF EXISTS session");
  await run("CREATE DATABASE session");
  await session.reset();
});

afterEach(() => session.close());

const announced: LedgerRow = {
  project: "app",
  path: "migrations/é'\\\u2028.sql",
  version: "1",
  sha256: "a".repeat(64),
  statement: 0,
  statements: 1,
  statementSha256: "b".repeat(64),
  status: "running",
  startedAt: "2026-01-02T03:04:05.678Z",
  finishedAt: undefined,
  actor: "ada",
  run: "https://github.test/run/1",
  commit: "c".repeat(40),
  approvals: '{"pull":7}',
  predicted: "INSTANT",
  actual: undefined,
  durationMs: undefined,
  affectedRows: undefined,
  note: "O'Reilly \\ `tick`",
  before: { "session.t1": "f".repeat(32) },
  schemaSha256: undefined,
};

describe("the ledger", () => {
  test("gives back what was written, and settles the same row", async () => {
    await session.record([announced, { ...announced, statement: 1 }]);
    expect((await look()).ledger).toEqual([
      { ...announced, id: 1 },
      { ...announced, statement: 1, id: 2 },
    ]);
    await session.record([{ ...announced, status: "done", finishedAt: announced.startedAt }]);
    expect((await look()).ledger.map(({ status }) => status)).toEqual(["done", "running"]);
  });

  test("is no part of the schema that is compared", async () => {
    await session.record([announced]);
    expect([...(await session.schema()).keys()]).toEqual([]);
  });

  test("a target that is looked at is not written to", async () => {
    await look();
    expect([...(await session.schema()).keys()]).toEqual([]);
    expect((await look()).ledger).toEqual([]);
  });
});

describe("a statement that is rows alone", () => {
  const settled = (row: LedgerRow) => () => ({ ...row, status: "done" as const, finishedAt: row.startedAt });

  test("commits with its ledger row, whatever the migration did to the session", async () => {
    await run("CREATE TABLE t1 (id INT PRIMARY KEY)");
    await session.record([announced]);
    await run("SET SESSION sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'");
    await run("SET NAMES latin1");
    await session.execute("INSERT INTO t1 VALUES (1)", settled(announced));
    expect((await look()).ledger[0]?.status).toBe("done");
  });

  test("refused, leaves neither", async () => {
    await run("CREATE TABLE t1 (id INT PRIMARY KEY)");
    await session.record([announced]);
    const act = session.execute("INSERT INTO t1 VALUES (1), (1)", settled(announced));
    await expect(act).rejects.toMatchObject({ name: "StatementError", number: 1062, fate: "not-run" });
    expect((await look()).ledger[0]?.status).toBe("running");
  });
});

/** SLEEP answers when it is killed, as if nothing were; a join of this size does not. */
const endless = ["a", "b", "c", "d"].map((name) => `information_schema.COLLATIONS ${name}`).join(", ");

describe("the session", () => {
  test("sends one statement: what hides behind a semicolon is refused by the server", async () => {
    await run("CREATE TABLE t1 (id INT)");
    await expect(run("SELECT 1; DROP TABLE t1")).rejects.toMatchObject({ number: 1064 });
    expect([...(await session.schema()).keys()]).toEqual(["TABLE t1"]);
  });

  test("gives no file of this machine to the server", async () => {
    await run("CREATE TABLE t1 (line TEXT)");
    await expect(run("LOAD DATA LOCAL INFILE '/etc/hostname' INTO TABLE t1")).rejects.toThrow();
  });

  test("forgets what a migration set", async () => {
    await run("SET SESSION sql_mode = '', foreign_key_checks = 0");
    await run("CREATE TABLE t1 (d DATE NOT NULL)");
    await session.reset();
    await expect(run("INSERT INTO t1 VALUES ('2026-02-31')")).rejects.toMatchObject({ number: 1292 });
  });

  test("knows an open transaction, and undoes one that a migration leaves behind", async () => {
    await run("CREATE TABLE t1 (id INT)");
    await run("BEGIN");
    expect(await run("INSERT INTO t1 VALUES (1)")).toMatchObject({ inTransaction: true });
    await session.reset();
    expect(await run("UPDATE t1 SET id = 2")).toMatchObject({ affectedRows: 0, inTransaction: false });
  });

  test("sees the schema as it is, without counters", async () => {
    await run("CREATE TABLE t1 (id INT AUTO_INCREMENT PRIMARY KEY)");
    await run("CREATE VIEW v1 AS SELECT id FROM t1");
    await run("CREATE TRIGGER g1 BEFORE INSERT ON t1 FOR EACH ROW SET NEW.id = NEW.id");
    await run("CREATE PROCEDURE p1() BEGIN SELECT 1; END");
    await run("CREATE FUNCTION f1() RETURNS INT DETERMINISTIC RETURN 1");
    await run("CREATE EVENT e1 ON SCHEDULE EVERY 1 DAY DO SELECT 1");
    const before = await session.schema();
    expect([...before.keys()]).toEqual([
      "TABLE t1",
      "VIEW v1",
      "PROCEDURE p1",
      "FUNCTION f1",
      "TRIGGER g1",
      "EVENT e1",
    ]);
    await run("INSERT INTO t1 VALUES (), ()");
    expect(await session.schema()).toEqual(before);
  });

  test("ends a statement that is running when the rollout is cancelled", async () => {
    await session.close();
    const stop = new AbortController();
    session = await open(stop.signal);
    setTimeout(() => stop.abort(), 300);
    const slow = run(`CREATE TABLE session.slow AS SELECT COUNT(*) AS n FROM ${endless}`);
    await expect(slow).rejects.toMatchObject({ fate: "not-run" });
    await session.close();
    session = await open();
    expect([...(await session.schema()).keys()]).toEqual([]);
  });

  test("says that the connection is gone when it is: nobody knows what became of the statement", async () => {
    const slow = run("SELECT SLEEP(20)");
    slow.catch(() => undefined);
    const { createConnection } = await import("mysql2/promise");
    const killer = await createConnection({ uri: url });
    const [found] = await killer.query(
      "SELECT ID AS id FROM information_schema.PROCESSLIST WHERE INFO LIKE 'SELECT SLEEP%'",
    );
    await killer.query(`KILL ${(found as { id: number }[])[0]?.id}`);
    await killer.end();
    await expect(slow).rejects.toMatchObject({ fate: "unknown" });
  });
});

describe("two rollouts of one target", () => {
  test("the second waits for the first", async () => {
    const slow = { "migrations/001_slow.sql": "CREATE TABLE slow AS SELECT SLEEP(2) AS slept" };
    await session.close();
    const database = "session";
    const [first, second] = await Promise.all([
      rollOutTo({ url, database, migrations: slow }),
      rollOutTo({ url, database, migrations: slow }),
    ]);
    expect([first.stop, second.stop]).toEqual([undefined, undefined]);
    expect([first.ran.length, second.ran.length].sort()).toEqual([0, 1]);
    session = await open();
  });
});
