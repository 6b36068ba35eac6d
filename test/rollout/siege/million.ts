/**
 * A DELETE and an UPDATE of a million rows in batches, killed at random and started again until it is done, beside a writer
 * that says how long it waited. `npx tsx test/rollout/siege/million.ts [mysql|mariadb] [rows] [batch]`
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "rolldown";
import { type Row, type Server, startServer } from "../outside/server.ts";

const [flavour = "mysql", count = "1000000", size = "5000"] = process.argv.slice(2);
const rows = Number(count);

/** Ids are even; every third row has kind 1, and the row of each thousandth id is the writer's. */
const make = [
  "CREATE TABLE t (id BIGINT UNSIGNED PRIMARY KEY, kind INT NOT NULL, n INT NOT NULL DEFAULT 0, pad CHAR(60) NOT NULL DEFAULT 'x', touched INT NOT NULL DEFAULT 0, KEY (kind))",
  "CREATE TABLE d (i INT PRIMARY KEY)",
  "INSERT INTO d VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9)",
  "INSERT INTO t (id, kind) SELECT 2 * x, x % 3 FROM (SELECT a.i + 10 * b.i + 100 * c.i + 1000 * e.i + 10000 * f.i + 100000 * g.i AS x FROM d a, d b, d c, d e, d f, d g) s WHERE x < " +
    rows,
];

interface Job {
  name: string;
  sql: string;
  look: string;
  right: Row;
}

const total = (kind: number) => Math.ceil((rows - kind) / 3);
const jobs: Job[] = [
  {
    name: "UPDATE",
    sql: "UPDATE t SET n = n + 1 WHERE kind <> 1",
    look: "SELECT COUNT(*) AS c, CAST(SUM(n = 1 AND kind <> 1) AS SIGNED) AS once, CAST(SUM(n = 0 AND kind = 1) AS SIGNED) AS none FROM t WHERE id % 2 = 0",
    right: { c: rows, once: total(0) + total(2), none: total(1) },
  },
  {
    name: "DELETE",
    sql: "DELETE FROM t WHERE kind < 3 AND touched < 1000000 AND pad = 'x'",
    look: "SELECT COUNT(*) AS c FROM t WHERE id % 2 = 0",
    right: { c: 0 },
  },
];

const folder = mkdtempSync(join(tmpdir(), "tollgate-million-"));
const child = join(folder, "die.js");

function run(server: Server, migrations: Record<string, string>, dieAfter: number | undefined) {
  const started = spawn(process.execPath, [child], {
    env: {
      ...process.env,
      URL: server.url,
      DATABASE: "million",
      MIGRATIONS: JSON.stringify(migrations),
      ...(dieAfter !== undefined && { DIE_AFTER_MS: String(dieAfter) }),
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  started.stdout.on("data", (text) => {
    said += text;
  });
  return new Promise<{ killed: boolean; said: string }>((done) => {
    started.once("close", (_, signal) => done({ killed: signal === "SIGKILL", said }));
  });
}

/** Changes one row after the other, and inserts rows with odd ids, which no batch may lose: its longest wait in ms. */
function startWriter(server: Server) {
  let isOver = false;
  let [longest, writes, inserts] = [0, 0, 0];
  const work = (async () => {
    const connection = await server.connect("million");
    while (!isOver) {
      const began = performance.now();
      const id = Math.floor(Math.random() * rows) * 2;
      await connection.query(`UPDATE t SET touched = touched + 1 WHERE id = ${id}`);
      await connection.query(`INSERT IGNORE INTO t (id, kind) VALUES (${id + 1}, 9)`);
      longest = Math.max(longest, performance.now() - began);
      writes++;
      await new Promise((later) => setTimeout(later, 5));
    }
    const [found] = await connection.query<never>("SELECT COUNT(*) AS c FROM t WHERE id % 2 = 1");
    inserts = Number((found as Row[])[0]?.c);
    connection.destroy();
  })();
  return async () => {
    isOver = true;
    await work;
    return { longest: Math.round(longest), writes, inserts };
  };
}

async function main(): Promise<void> {
  await build({
    input: "test/rollout/die-in-the-middle.ts",
    platform: "node",
    output: { file: child, format: "esm" },
    logLevel: "silent",
  });
  const server = await startServer(flavour === "mariadb" ? "mariadb" : "mysql");
  const migrations: Record<string, string> = {};
  try {
    await server.query("CREATE DATABASE million");
    for (const sql of make) await server.query(sql, "million");
    for (const [i, { name, sql, look, right }] of jobs.entries()) {
      migrations[`migrations/${i + 1}.sql`] = `-- tollgate:batch ${size}\n${sql};`;
      const stop = startWriter(server);
      const began = Date.now();
      let kills = 0;
      for (;;) {
        const { killed, said } = await run(
          server,
          migrations,
          kills < 30 ? 700 + Math.random() * 3_000 : undefined,
        );
        if (!killed) {
          console.log(name, "ended:", said.trim());
          break;
        }
        kills++;
      }
      const writer = await stop();
      const [found] = await server.query(look, "million");
      const [ledger] = await server.query(
        "SELECT CAST(SUM(event = 'batch') AS SIGNED) AS batches, COUNT(*) AS total FROM tollgate_ledger",
        "million",
      );
      const isRight = Object.entries(right).every(([key, value]) => Number(found?.[key]) === value);
      console.log(flavour, name, {
        isRight,
        found,
        right,
        kills,
        seconds: (Date.now() - began) / 1000,
        writer,
        ledger,
      });
    }
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
