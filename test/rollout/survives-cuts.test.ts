import { createConnection } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type StartedServers, startServers } from "../../sandbox/mysql/start-servers.ts";
import { foldLedger } from "../../src/core/rollout/ledger/fold.ts";
import { mysqlTargets } from "../../src/mysql/mysql-targets.ts";
import { sha256 } from "../../src/operations/sha256.ts";
import { type CutAt, type CuttingProxy, cuttingProxy } from "./cutting-proxy.ts";
import { rollOutTo, targetOf } from "./one-target.ts";

let servers: StartedServers;
let proxy: CuttingProxy;
let url: string;
const database = "cut";

/** Each statement shows that it ran twice, or not at all, in what it leaves. */
const migrations = {
  "migrations/001.sql": `
    CREATE TABLE seen (id INT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(20) NOT NULL, n INT NOT NULL DEFAULT 0);
    INSERT INTO seen (what) VALUES ('one');
    ALTER TABLE seen ADD COLUMN more INT NOT NULL DEFAULT 7;
    ALTER TABLE seen MODIFY COLUMN more BIGINT NOT NULL DEFAULT 7;
    UPDATE seen SET n = n + 1;`,
  "migrations/002.sql": `
    BEGIN;
    INSERT INTO seen (what) VALUES ('two');
    UPDATE seen SET more = more * 2, n = n + 1;
    COMMIT;
    CREATE VIEW glance AS SELECT what FROM seen;
    CREATE TABLE a (id INT PRIMARY KEY);
    CREATE TABLE b (id INT PRIMARY KEY);
    INSERT INTO a VALUES (1);
    INSERT INTO b VALUES (2);
    RENAME TABLE a TO tmp, b TO a, tmp TO b;
    TRUNCATE TABLE b;
    CREATE TRIGGER g BEFORE INSERT ON b FOR EACH ROW SET NEW.id = NEW.id + 100;
    CREATE OR REPLACE VIEW glance AS SELECT what, n FROM seen;
    DROP TABLE IF EXISTS missing, neither;
    DROP TRIGGER g;
    UPDATE seen SET more = more + 1, n = n + 1;`,
};

async function query(sql: string): Promise<unknown> {
  const connection = await createConnection({ uri: servers.server("test").url, multipleStatements: true });
  const [rows] = await connection.query(sql).finally(() => connection.end());
  return rows;
}

const fresh = () => query(`DROP DATABASE IF EXISTS ${database}; CREATE DATABASE ${database}`);
const left = async () => [
  await query(`SELECT what, n, more FROM ${database}.seen ORDER BY id`),
  await query(`SELECT id, (SELECT COUNT(*) FROM ${database}.b) AS others FROM ${database}.a`),
  await query(`SELECT * FROM ${database}.glance`),
];

beforeAll(async () => {
  servers = await startServers(["test"], { log: (line) => process.stdout.write(`${line}\n`) });
  const server = new URL(servers.server("test").url);
  proxy = await cuttingProxy(server.hostname, Number(server.port));
  server.port = String(proxy.port);
  url = server.href;
});

afterAll(async () => {
  await proxy?.close();
  await servers?.stop();
});

test("both connections cut at a question, unsent or unanswered: the run goes on by itself, and nothing is lost or twice", async () => {
  await fresh();
  const first = proxy.questions();
  expect((await rollOutTo({ url, database, migrations })).stop).toBeUndefined();
  const questions = proxy.questions() - first;
  const right = await left();
  const target = targetOf(database);
  // What is asked before the session is there is told as a server that cannot be reached.
  for (let nth = 40; nth < questions; nth += 11) {
    for (const when of ["before", "after"] satisfies CutAt[]) {
      await fresh();
      proxy.cutAt(nth, when);
      const { stop } = await rollOutTo({ url, database, migrations });
      const cut = { nth, when, at: proxy.cutQuestion() };
      expect({ ...cut, stop }).toEqual({ ...cut, stop: undefined });
      expect({ ...cut, left: await left() }).toEqual({ ...cut, left: right });
      const { rows } = await mysqlTargets({ URL: url }).look(target);
      expect(foldLedger(rows, sha256).damage).toBeUndefined();
    }
  }
}, 300_000);

test("a client that dies with its network silent is waited for no longer than it would have asked again", async () => {
  await fresh();
  const cancel = new AbortController();
  const slow = { "migrations/001.sql": "CREATE TABLE t (id INT);\nINSERT INTO t SELECT SLEEP(600);\n" };
  const running = rollOutTo({ url, database, migrations: slow }, undefined, cancel.signal);
  await expect
    .poll(async () => query("SHOW PROCESSLIST"), { timeout: 30_000 })
    .toEqual(expect.arrayContaining([expect.objectContaining({ Info: "INSERT INTO t SELECT SLEEP(600)" })]));
  proxy.silence(true);
  cancel.abort();
  expect(await running).toMatchObject({ stop: { code: "cancelled" } });
  const short = { "migrations/001.sql": slow["migrations/001.sql"].replace("SLEEP(600)", "1") };
  await query(
    `SELECT CONCAT('KILL QUERY ', ID) INTO @kill FROM information_schema.PROCESSLIST WHERE INFO LIKE 'INSERT INTO t SELECT SLEEP%' LIMIT 1; PREPARE k FROM @kill; EXECUTE k`,
  );
  const next = await rollOutTo({ url: servers.server("test").url, database, migrations: short });
  expect(next.stop).toBeUndefined();
  expect(await query(`SELECT COUNT(*) AS n FROM ${database}.t`)).toEqual([{ n: 1 }]);
}, 180_000);
