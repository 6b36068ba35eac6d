/**
 * `npm run bench:rollout`: whole programs that carry the same statements to a fresh database, in turn, so that a slow
 * moment of the machine hits all of them alike; then drift of a large schema, and many targets. One line of JSON for each.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Server, startServer } from "../../test/rollout/outside/server.ts";
import { measureDrift } from "./drift.ts";
import { type Program, prepareTollgate, programs } from "./programs.ts";
import { measureTargets } from "./targets.ts";

const rounds = Number(process.env.ROUNDS ?? 5);

/** What a production server does at each commit. */
const durable = [
  "--innodb-flush-method=fsync",
  "--innodb-flush-log-at-trx-commit=1",
  "--innodb-doublewrite=ON",
  "--sync-binlog=1",
];

const definitions = Array.from({ length: 200 }, (_, i) => [
  `CREATE TABLE t${i} (id INT PRIMARY KEY, note VARCHAR(20))`,
  `ALTER TABLE t${i} ADD COLUMN paid INT`,
  `INSERT INTO t${i} VALUES (1, 'a', 2)`,
]);
const rowsOnly = Array.from({ length: 200 }, (_, i) => [
  `INSERT INTO r VALUES (${i}, 1)`,
  `UPDATE r SET n = n + 1 WHERE id = ${i}`,
  `UPDATE r SET n = n + 2 WHERE id = ${i}`,
]);

const main = tmpdir();
for (const [place, folder, options] of [
  ["tmpfs", "/dev/shm", []],
  ["disk", main, durable],
] as const) {
  process.env.TMPDIR = folder;
  const server = await startServer("mysql", options);
  process.env.TMPDIR = main;
  await compare({
    title: `200 files of CREATE, ALTER, INSERT, ${place}`,
    server,
    files: definitions,
    before: "",
  });
  const before = "CREATE TABLE r (id INT PRIMARY KEY, n INT NOT NULL)";
  await compare({ title: `200 files of 3 changes of rows, ${place}`, server, files: rowsOnly, before });
  if (place === "tmpfs") {
    print(await measureDrift(server));
    print(await measureTargets(server, rounds));
  }
  await server.stop();
}

interface Comparison {
  title: string;
  server: Server;
  files: readonly (readonly string[])[];
  before: string;
}

async function compare({ title, server, files, before }: Comparison): Promise<void> {
  const folder = mkdtempSync(join(main, "tollgate-bench-"));
  try {
    const all = await programs(folder, files);
    const taken = new Map<string, number[]>(all.map(({ name }) => [name, []]));
    for (let round = 0; round < rounds; round++) {
      // Each round begins with another one.
      for (const [i] of all.entries()) {
        const program = all[(i + round) % all.length];
        if (program)
          taken.get(program.name)?.push(await timeOf(program, { folder, server, files, before, round }));
      }
    }
    const seconds = Object.fromEntries([...taken].map(([name, times]) => [name, median(times)]));
    const to = (name: string) => round2((seconds.tollgate ?? 0) / (seconds[name] ?? 1));
    print({
      title,
      rounds,
      seconds,
      ratios: { dbmate: to("dbmate"), knex: to("knex"), client: to("client") },
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Round extends Omit<Comparison, "title"> {
  folder: string;
  round: number;
}

async function timeOf(
  { name, run }: Program,
  { folder, server, files, before, round }: Round,
): Promise<number> {
  const database = `bench_${name}_${round}`;
  await server.query(`DROP DATABASE IF EXISTS ${database}; CREATE DATABASE ${database}`);
  if (before) await server.query(before, database);
  if (name === "tollgate") prepareTollgate(folder, database, files);
  const since = performance.now();
  await run(database, server.port);
  const ms = performance.now() - since;
  await server.query(`DROP DATABASE ${database}`);
  return ms / 1_000;
}

function median(values: number[]): number {
  return round2(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0);
}

function round2(value: number): number {
  return Number(value.toFixed(2));
}

function print(figures: object): void {
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}
