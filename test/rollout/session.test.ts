import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type StartedServers, startServers } from "../../sandbox/mysql/start-servers.ts";
import { limitsOf } from "../../src/core/policy/limits.ts";
import { chainRows, emptyHead } from "../../src/core/rollout/ledger/chain.ts";
import { entriesOf } from "../../src/core/rollout/ledger/entries.ts";
import { foldLedger } from "../../src/core/rollout/ledger/fold.ts";
import type { LedgerEntry } from "../../src/core/rollout/ledger/row.ts";
import { mysqlTargets } from "../../src/mysql/mysql-targets.ts";
import type { TargetSession } from "../../src/operations/ports/target-session.ts";
import { sha256 } from "../../src/operations/sha256.ts";
import { plannedMigration } from "../../src/testing/planned.ts";
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
const open = (signal = cancel.signal) =>
  mysqlTargets({ URL: url }).open(target, { limits: limitsOf({}), cancel: signal, say: () => undefined });
const look = () => mysqlTargets({ URL: url }).look(target);
const run = (sql: string) => session.send(sql);

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

const migration = plannedMigration("migrations/é'\\\u2028.sql", "INSERT INTO t1 VALUES (1)");
const { sent, done } = entriesOf(migration, sha256);
const unit = { first: 0, last: 0, protocol: "token", why: undefined } as const;
const rows = (...entries: LedgerEntry[]) => chainRows(emptyHead, entries, "2026-01-02T03:04:05.678Z", sha256);

describe("the ledger", () => {
  test("gives back what was written, and takes no row twice", async () => {
    const written = rows(sent(unit, { why: "O'Reilly \\ `tick` é" }), done(unit, { ms: 1.5 }));
    await session.append(written);
    expect((await look()).rows).toEqual(written);
    expect(foldLedger((await look()).rows, sha256).damage).toBeUndefined();
    await expect(session.append(written)).rejects.toMatchObject({ code: "ledger-taken" });
    await expect(session.append(written.slice(1))).rejects.toMatchObject({ code: "ledger-taken" });
    expect(await session.chainOf(2)).toBe(written[1]?.chain);
    expect(await session.chainOf(3)).toBeUndefined();
  });

  test("is no part of the schema that is compared", async () => {
    await session.append(rows(sent(unit, {})));
    expect([...(await session.schema()).keys()]).toEqual([]);
  });

  test("a target that is looked at is not written to", async () => {
    await look();
    expect([...(await session.schema()).keys()]).toEqual([]);
    expect(await look()).toMatchObject({ rows: [], ledgerVersion: undefined });
  });

  test("of a newer version refuses", async () => {
    await session.append(rows(sent(unit, {})));
    await run("ALTER TABLE tollgate_ledger COMMENT = 'Tollgate ledger 3'");
    await expect(look()).rejects.toMatchObject({ code: "ledger-newer" });
    await run("DROP TABLE tollgate_ledger");
  });
});

describe("a token", () => {
  test("commits with the rows, whatever the migration did to the session", async () => {
    await run("CREATE TABLE t1 (id INT PRIMARY KEY)");
    const [begun, ...written] = rows(sent(unit, {}), done(unit));
    if (begun) await session.append([begun]);
    await run("SET SESSION sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'");
    await run("SET NAMES gbk");
    await run("START TRANSACTION");
    await session.token(written);
    await run("INSERT INTO t1 VALUES (1)");
    expect((await look()).rows).toEqual([begun]);
    await run("COMMIT");
    expect((await look()).rows).toEqual([begun, ...written]);
  });

  test("is gone with them", async () => {
    await run("CREATE TABLE t1 (id INT PRIMARY KEY)");
    const [begun, ...written] = rows(sent(unit, {}), done(unit));
    if (begun) await session.append([begun]);
    await run("START TRANSACTION");
    await session.token(written);
    await expect(run("INSERT INTO t1 VALUES (1), (1)")).rejects.toMatchObject({ number: 1062 });
    await run("ROLLBACK");
    expect((await look()).rows).toEqual([begun]);
  });
});

describe("what the server says of a transaction", () => {
  test.each([
    ["SELECT 1", true],
    ["SHOW TABLES", true],
    ["CHECKSUM TABLE t1", true],
    ["CALL quiet()", true],
    ["CALL ends()", false],
    ["ANALYZE TABLE t1", false],
    ["CREATE TABLE t2 (id INT)", false],
  ])("%s leaves it open: %s", async (sql, inTransaction) => {
    await run("CREATE TABLE t1 (id INT)");
    await run("CREATE PROCEDURE quiet() SELECT * FROM t1");
    await run("CREATE PROCEDURE ends() BEGIN COMMIT; SELECT * FROM t1; END");
    await run("BEGIN");
    await run("INSERT INTO t1 VALUES (1)");
    expect(await run(sql)).toMatchObject({ inTransaction, autocommit: true });
  });

  test("after an error it is asked", async () => {
    await run("CREATE TABLE t1 (id INT)");
    await run("BEGIN");
    await run("INSERT INTO t1 VALUES (1)");
    await expect(run("ALTER TABLE missing ADD a INT")).rejects.toMatchObject({ number: 1146 });
    expect(await session.flags()).toEqual({ autocommit: true, inTransaction: false });
  });
});

/** SLEEP answers when it is killed, as if nothing were; a join of this size does not. */
const endless = ["a", "b", "c", "d"].map((name) => `information_schema.COLLATIONS ${name}`).join(", ");

describe("the session", () => {
  test("tells a lock that it did not get with how long it waits for one, as a file has set it", async () => {
    await run("CREATE TABLE t1 (id INT)");
    const { createConnection } = await import("mysql2/promise");
    const holder = await createConnection({ uri: url, database: "session" });
    await holder.query("BEGIN");
    await holder.query("SELECT * FROM t1");
    await run("SET lock_wait_timeout = 1");
    await expect(run("ALTER TABLE t1 ADD n INT")).rejects.toMatchObject({ number: 1205, waitMs: 1_000 });
    await holder.end();
  });

  test("sends one statement: what hides after a semicolon is refused by the server", async () => {
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

  test("knows an open transaction, and undoes one that a migration leaves after", async () => {
    await run("CREATE TABLE t1 (id INT)");
    await run("BEGIN");
    expect(await run("INSERT INTO t1 VALUES (1)")).toMatchObject({ inTransaction: true });
    await session.reset();
    expect(await run("UPDATE t1 SET id = 2")).toMatchObject({ rows: 0, inTransaction: false });
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
    await expect(slow).rejects.toMatchObject({ name: "StatementError", number: 1317 });
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
    await expect(slow).rejects.toMatchObject({ name: "ConnectionLost" });
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
    expect([first, second].map(({ files }) => files.map(({ status }) => status))).toEqual([
      ["done"],
      ["done"],
    ]);
    expect([first, second].map(({ files }) => files[0]?.outcomes.length).sort()).toEqual([0, 1]);
    session = await open();
  });
});
