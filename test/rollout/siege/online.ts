/**
 * A table of a million rows altered by pt-online-schema-change beside a writer, killed at random three times and started again
 * until it is done; then each row is held against what the writer was answered.
 * `npx tsx test/rollout/siege/online.ts [mysql|mariadb|both] [rows] [kills]`
 */
import type { Connection } from "mysql2/promise";
import { findPtOsc } from "../../../sandbox/percona/find-pt-osc.ts";
import { anyTable, killAll, type OnlineScene, openOnline, processesOf } from "../online/open-online.ts";
import { flavours, type Server, startServer } from "../outside/server.ts";

const [which = "both", rowCount = "1000000", killCount = "3"] = process.argv.slice(2);
const rows = Number(rowCount);
const kills = Number(killCount);
const database = `siege_${process.pid}`;

/** Ids are from 1 on: in an unsigned key the tool's look at its plan stumbles over a 0, and it ends without having done anything. */
const size = 2 * rows + 1;
const part = 100_000;

const make = [
  "CREATE TABLE t (id BIGINT UNSIGNED PRIMARY KEY, v VARCHAR(40) NOT NULL, w INT NOT NULL DEFAULT 0, UNIQUE KEY v (v))",
  "CREATE TABLE d (i INT PRIMARY KEY)",
  "INSERT INTO d VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9)",
  `INSERT INTO t (id, v) SELECT 2 * x + 2, CONCAT('row ', 2 * x + 2) FROM (SELECT a.i + 10 * b.i + 100 * c.i + 1000 * e.i + 10000 * f.i + 100000 * g.i AS x
     FROM d a, d b, d c, d e, d f, d g) s WHERE x < ${rows}`,
];
const alter =
  "ALTER TABLE t\n  MODIFY w BIGINT NOT NULL DEFAULT 0,\n  ADD COLUMN n INT NOT NULL DEFAULT 7,\n  ADD KEY w (w);\n";

/** What the table has to hold, by the answers that the writer got: `w` of each id, -1 = there is no such row. */
interface Truth {
  w: Int32Array;
  writes: number;
  refused: number;
  longestMs: number;
}

/** A deadlock, or a lock that was waited for too long: by the server's word nothing was written. */
const undone = new Set([1205, 1213]);

const write = {
  async update(connection: Connection, { w }: Truth, id: number) {
    await connection.query(`UPDATE t SET w = w + 1 WHERE id = ${id}`);
    if (w[id] !== -1) w[id] = (w[id] ?? 0) + 1;
  },
  async insert(connection: Connection, { w }: Truth, id: number) {
    if (w[id] !== -1) return;
    await connection.query(`INSERT INTO t (id, v) VALUES (${id}, 'row ${id}')`);
    w[id] = 0;
  },
  async remove(connection: Connection, { w }: Truth, id: number) {
    await connection.query(`DELETE FROM t WHERE id = ${id}`);
    w[id] = -1;
  },
  async replace(connection: Connection, { w }: Truth, id: number) {
    await connection.query(`REPLACE INTO t (id, v, w) VALUES (${id}, 'row ${id}', 5)`);
    w[id] = 5;
  },
};
const kinds = [write.update, write.update, write.insert, write.remove, write.replace];

function startWriter(server: Server) {
  const truth: Truth = { w: new Int32Array(size).fill(-1), writes: 0, refused: 0, longestMs: 0 };
  for (let id = 2; id <= 2 * rows; id += 2) truth.w[id] = 0;
  let isOver = false;
  const work = (async () => {
    const connection = await server.connect(database);
    while (!isOver) {
      const began = performance.now();
      const kind = kinds[Math.floor(Math.random() * kinds.length)] ?? write.update;
      try {
        await kind(connection, truth, 1 + Math.floor(Math.random() * 2 * rows));
        truth.writes++;
      } catch (error) {
        if (!undone.has(Number((error as { errno?: number }).errno))) throw error;
        truth.refused++;
      }
      truth.longestMs = Math.max(truth.longestMs, performance.now() - began);
    }
    connection.destroy();
    return truth;
  })();
  // Until it is asked for; it is thrown again then.
  work.catch(() => undefined);
  return {
    end() {
      isOver = true;
      return work;
    },
  };
}

/** Every row that is not as the writer was told. */
async function wrongRows(server: Server, { w }: Truth): Promise<string[]> {
  const wrong: string[] = [];
  const seen = new Uint8Array(size);
  for (let from = 0; from < size; from += part) {
    const found = await server.query(
      `SELECT id, v, w, n FROM t WHERE id >= ${from} AND id < ${from + part}`,
      database,
    );
    for (const { id, v, w: now, n } of found) {
      seen[Number(id)] = 1;
      if (w[Number(id)] !== Number(now) || v !== `row ${id}` || n !== 7)
        wrong.push(`id ${id}: w ${now}, and not ${w[Number(id)]}; v ${v}, n ${n}`);
    }
  }
  for (let id = 0; id < size; id++) if (w[id] !== -1 && !seen[id]) wrong.push(`id ${id} is lost`);
  return wrong;
}

/** Who is killed: the rollout alone, its tool alone, both at once, or nobody: it is asked to end. */
const ways = process.argv[5]?.split(",") ?? ["rollout", "tool", "both", "cancel"];

const hasNew = async (server: Server) =>
  (await server.query("SHOW COLUMNS FROM t LIKE 'n'", database)).length === 1;

/** Interrupts the first runs; gives what is wrong with how it ended. */
async function runUntilDone(server: Server, scene: OnlineScene): Promise<string[]> {
  for (let round = 0; ; round++) {
    const way = ways[Math.floor(Math.random() * ways.length)] ?? "both";
    const began = performance.now();
    const run = scene.project.start("apply");
    const after = 1_000 + Math.random() * (rows / 50);
    const timer = round < kills ? setTimeout(() => interrupt(run, way), after) : undefined;
    const { code, said } = await run.ended;
    clearTimeout(timer);
    const seconds = ((performance.now() - began) / 1_000).toFixed(1);
    const done = await hasNew(server);
    const percent = [...said.matchAll(/(\d+) % copied/g)].at(-1)?.[1] ?? "?";
    const what = timer ? `${way} after ${(after / 1_000).toFixed(1)} s: ` : "";
    process.stdout.write(`  ${what}${seconds} s, code ${code}, ${percent} % copied, altered: ${done}\n`);
    if (code === 0) return done ? [] : [`exit code 0, and the table is as it was: ${said}`];
    if (round >= kills) return [`it does not come to its end: ${said}`];
  }
}

async function besiege(server: Server): Promise<string[]> {
  await server.query(`CREATE DATABASE ${database}`);
  for (const sql of make) await server.query(sql, database);
  const scene = openOnline(server, database);
  scene.project.commit({ "migrations/001.sql": alter });
  scene.rule([...anyTable]);
  const writer = startWriter(server);
  const wrong = await runUntilDone(server, scene);
  const truth = await writer.end();
  process.stdout.write(
    `  the writer: ${truth.writes} writes, ${truth.refused} refused, ${truth.longestMs.toFixed(0)} ms the longest\n`,
  );
  wrong.push(
    ...((await hasNew(server)) ? await wrongRows(server, truth) : []),
    ...(await wrongEnd(server, scene)),
  );
  scene.project.remove();
  return wrong;
}

function interrupt(run: { kill(signal: NodeJS.Signals): void }, way: string): void {
  if (way === "cancel") run.kill("SIGTERM");
  if (way === "rollout" || way === "both") run.kill("SIGKILL");
  const found = way === "tool" || way === "both" ? killAll(`,D=${database},`) : 1;
  // The rollout has not called it yet; where it has ended already, nobody waits for this.
  if (way === "tool" && found === 0) setTimeout(() => interrupt(run, way), 500).unref();
}

/** The ledger, what is left beside the table, and what still runs. */
async function wrongEnd(server: Server, { project }: OnlineScene): Promise<string[]> {
  const again = await project.apply();
  const left = await server.query(
    `SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = '${database}' AND TABLE_NAME LIKE '|_t|_%' ESCAPE '|'
      UNION ALL SELECT TRIGGER_NAME FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = '${database}'`,
  );
  return [
    ...(again.code === 0 ? [] : [`another run has code ${again.code}: ${again.said}`]),
    ...left.map(({ name }) => `${name} is left`),
    ...processesOf(`,D=${database},`).map((pid) => `process ${pid} still runs`),
  ];
}

const tool = await findPtOsc((line) => process.stdout.write(`${line}\n`));
process.env.PATH = `${tool.folder}:${process.env.PATH}`;
process.stdout.write(`${tool.how}\n`);
for (const flavour of flavours.filter((one) => which === "both" || which === one)) {
  const server = await startServer(flavour);
  const [{ version } = {}] = await server.query("SELECT VERSION() AS version");
  process.stdout.write(`${version}, ${rows} rows:\n`);
  const wrong = await besiege(server);
  await server.stop();
  for (const line of wrong.slice(0, 20)) process.stdout.write(`  WRONG ${line}\n`);
  process.stdout.write(`  ${wrong.length} wrong\n`);
  if (wrong.length > 0) process.exitCode = 1;
}
await tool.remove();
