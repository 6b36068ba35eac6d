import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Server } from "../../test/rollout/outside/server.ts";
import { applyIn, commitAll } from "./programs.ts";

const [targets, files] = [50, 20];

/** The same files on many databases of one server: eight at a time, and one after the other. */
export async function measureTargets(server: Server, rounds: number): Promise<object> {
  const taken: Record<number, number[]> = { 1: [], 8: [] };
  for (let round = 0; round < rounds; round++)
    for (const parallel of round % 2 ? [8, 1] : [1, 8]) taken[parallel]?.push(await runAll(server, parallel));
  const median = (values: number[] = []) =>
    values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const [one, eight] = [median(taken[1]), median(taken[8])];
  const seconds = { "parallel 1": Number(one.toFixed(2)), "parallel 8": Number(eight.toFixed(2)) };
  return {
    title: `${targets} targets, ${files} files each`,
    rounds,
    seconds,
    ratio: Number((eight / one).toFixed(2)),
  };
}

async function runAll(server: Server, parallel: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "tollgate-bench-"));
  const names = Array.from({ length: targets }, (_, i) => `bench_t${i}`);
  try {
    for (const name of names) await server.query(`DROP DATABASE IF EXISTS ${name}; CREATE DATABASE ${name}`);
    mkdirSync(join(folder, ".github"));
    mkdirSync(join(folder, "migrations"));
    writeFileSync(join(folder, ".github/tollgate.yml"), policyOf(names, parallel));
    for (let i = 0; i < files; i++) {
      const sql = `CREATE TABLE t${i} (id INT PRIMARY KEY, n INT);\nINSERT INTO t${i} VALUES (1, 1);\n`;
      writeFileSync(join(folder, "migrations", `${String(i).padStart(3, "0")}.sql`), sql);
    }
    commitAll(folder);
    const since = performance.now();
    await applyIn(folder, server.port);
    return (performance.now() - since) / 1_000;
  } finally {
    for (const name of names) await server.query(`DROP DATABASE IF EXISTS ${name}`);
    rmSync(folder, { recursive: true });
  }
}

function policyOf(names: readonly string[], parallel: number): string {
  return `version: 1
environments:
  test: { rollout: automatic, parallel: ${parallel} }
instances:
  server: { environment: test, engine: mysql-8.4, connection: SERVER_URL }
databases:
${names.map((name) => `  ${name}: { instances: [server] }`).join("\n")}
projects:
  app: { migrations: "migrations/*.sql", databases: ["bench_t*"] }
`;
}
