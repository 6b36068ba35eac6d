import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "rolldown";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type StartedServers, startServers } from "../../sandbox/mysql/start-servers.ts";
import { foldLedger } from "../../src/core/rollout/ledger/fold.ts";
import { mysqlTargets } from "../../src/mysql/mysql-targets.ts";
import { sha256 } from "../../src/operations/sha256.ts";
import { rollOutTo } from "./one-target.ts";

let servers: StartedServers;
let url: string;

/** The child, bundled once: it starts dozens of times. */
const folder = mkdtempSync(join(tmpdir(), "tollgate-kill-"));
const child = join(folder, "die-in-the-middle.js");

beforeAll(async () => {
  await build({
    input: "test/rollout/die-in-the-middle.ts",
    platform: "node",
    output: { file: child, format: "esm" },
    logLevel: "silent",
  });
  servers = await startServers(["test"], { log: (line) => process.stdout.write(`${line}\n`) });
  url = servers.server("test").url;
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await servers?.stop();
});

/** Every statement can be counted: a second run of any leaves a second row or fails, a lost one leaves a gap. */
const migrations = {
  "migrations/001_start.sql": `
    CREATE DATABASE killed;
    CREATE TABLE seen (id INT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(20) NOT NULL);
    INSERT INTO seen (what) VALUES ('one');
    ALTER TABLE seen ADD COLUMN more INT NOT NULL DEFAULT 7;`,
  "migrations/002_then.sql": `
    BEGIN;
    INSERT INTO seen (what) VALUES ('two');
    UPDATE seen SET more = more * 2;
    COMMIT;
    CREATE VIEW glance AS SELECT what FROM seen;
    UPDATE seen SET more = more + 1;`,
};

const rows = [
  { what: "one", more: 15 },
  { what: "two", more: 15 },
];

function dieAt(step: number, more: Record<string, string> = {}) {
  const { signal, status, stdout, stderr } = spawnSync(process.execPath, [child], {
    encoding: "utf8",
    env: {
      ...process.env,
      URL: url,
      DATABASE: "killed",
      MIGRATIONS: JSON.stringify(migrations),
      DIE_AT: String(step),
      ...more,
    },
  });
  if (signal !== "SIGKILL" && status !== 0) throw new Error(stderr);
  return { killed: signal === "SIGKILL", out: stdout };
}

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const { createConnection } = await import("mysql2/promise");
  const connection = await createConnection({ uri: url });
  try {
    const [result] = await connection.query(sql);
    return result as Record<string, unknown>[];
  } finally {
    await connection.end();
  }
}

const drop = () => query("DROP DATABASE IF EXISTS killed");
const target = {
  environment: "test",
  instance: "server",
  database: "killed",
  engine: "mysql-8.4",
  connection: "URL",
  labels: {},
};

/** Each file, and how many of its statements the ledger has as done. */
async function fileStates() {
  const { rows } = await mysqlTargets({ URL: url }).look(target);
  const { files, damage } = foldLedger(rows, sha256);
  expect(damage).toBeUndefined();
  return [...files.values()].map(({ path, next }) => [path, next]);
}

test("killed at any step and run again: no statement twice, none lost", async () => {
  await drop();
  const whole = dieAt(0);
  const { steps, stop } = JSON.parse(whole.out);
  expect(stop).toBeUndefined();
  expect(steps).toBeGreaterThanOrEqual(20);
  for (let step = 1; step <= steps; step++) {
    await drop();
    expect(dieAt(step).killed).toBe(true);
    const run = await rollOutTo({ url, database: "killed", migrations });
    expect({ step, stop: run.stop }).toEqual({ step, stop: undefined });
    expect(await query("SELECT what, more FROM killed.seen ORDER BY id")).toEqual(rows);
    expect(await query("SELECT COUNT(*) AS n FROM killed.glance")).toEqual([{ n: 2 }]);
    expect(await fileStates()).toEqual([
      ["migrations/001_start.sql", 4],
      ["migrations/002_then.sql", 6],
    ]);
  }
}, 300_000);

test("the statement of a killed run goes on in the server: the next run waits for it and does not send it again", async () => {
  await drop();
  await query("CREATE DATABASE killed");
  const slow = { "migrations/001_slow.sql": "CREATE TABLE slow AS SELECT SLEEP(4) AS slept" };
  const first = dieAt(0, { DIE_AFTER_MS: "2000", MIGRATIONS: JSON.stringify(slow) });
  expect(first.killed).toBe(true);
  const run = await rollOutTo({ url, database: "killed", migrations: slow });
  expect(run).toMatchObject({ stop: undefined, files: [{ status: "done", outcomes: [] }] });
  expect(await query("SELECT COUNT(*) AS n FROM killed.slow")).toEqual([{ n: 1 }]);
  expect(await fileStates()).toEqual([["migrations/001_slow.sql", 1]]);
});
