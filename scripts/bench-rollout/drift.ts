import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Server } from "../../test/rollout/outside/server.ts";
import { applyIn, prepareTollgate, wait } from "./programs.ts";

const tables = 2_000;

/** `tollgate drift` of a large schema: seconds of the whole program, and what it asks of the server. */
export async function measureDrift(server: Server): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), "tollgate-bench-"));
  const database = "bench_drift";
  try {
    await server.query(`DROP DATABASE IF EXISTS ${database}; CREATE DATABASE ${database}`);
    const columns = "id INT PRIMARY KEY, a VARCHAR(40), b INT NOT NULL, KEY b (b)";
    for (let i = 0; i < tables; i += 100) {
      const some = Array.from({ length: 100 }, (_, n) => `CREATE TABLE t${i + n} (${columns})`);
      await server.query(some.join("; "), database);
    }
    prepareTollgate(folder, database, [["CREATE TABLE last (id INT PRIMARY KEY)"]]);
    const cwd = join(folder, "tollgate", database);
    await applyIn(cwd, server.port);
    const env = { SERVER_URL: `mysql://root@127.0.0.1:${server.port}` };
    const asked = async () => Number((await server.query("SHOW GLOBAL STATUS LIKE 'Questions'"))[0]?.Value);
    const before = await asked();
    const since = performance.now();
    await wait(process.execPath, [resolve("dist/cli.js"), "drift", "--environment", "test"], { cwd, env });
    const seconds = Number(((performance.now() - since) / 1_000).toFixed(2));
    return { title: `drift of ${tables} tables`, seconds, questions: (await asked()) - before - 1 };
  } finally {
    rmSync(folder, { recursive: true });
    await server.query(`DROP DATABASE IF EXISTS ${database}`);
  }
}
