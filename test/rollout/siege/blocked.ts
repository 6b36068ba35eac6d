import type { Connection } from "mysql2/promise";
import { openProject } from "../outside/project.ts";
import { startProxy } from "../outside/proxy.ts";
import { flavours, type Server, startServer } from "../outside/server.ts";

/** `npm run siege:blocked`: an ALTER that a forgotten transaction blocks, beside a writer and 20 readers. */
const readers = 20;
const blockedForMs = 60_000;
/** A read that takes longer was waiting. */
const usualMs = 250;

interface Blocked {
  flavour: string;
  /** Of the readers' time while the ALTER was tried and blocked. */
  shareStanding: number;
  longestReadMs: number;
  tries: number;
  /** From the first try to the blocker's number in the output; undefined: never named. */
  namedAfterMs: number | undefined;
  code: number | undefined;
}

for (const flavour of flavours) {
  const server = await startServer(flavour);
  console.log(JSON.stringify(await measure(server).finally(() => server.stop())));
}

async function measure(server: Server): Promise<Blocked> {
  const database = "busy";
  await server.query(`CREATE DATABASE ${database}`);
  await server.query(
    "CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL); INSERT INTO t VALUES (1, 0), (2, 0), (3, 0)",
    database,
  );
  const project = openProject({ database, flavour: server.flavour, port: server.port });
  project.commit({ "migrations/001.sql": "ALTER TABLE t ADD COLUMN m INT;\n" });
  const proxy = await startProxy(server.port);
  const blocker = await server.connect(database);
  await blocker.query("BEGIN; SELECT * FROM t");
  let first: number | undefined;
  proxy.meet = ({ sql }) => {
    if (sql.startsWith("ALTER TABLE t ")) first ??= performance.now();
    return undefined;
  };
  const run = project.start("apply", [], proxy.port);
  const started = await until(() => first);
  // The blocker stays for a minute, or until nobody tries any more.
  const window = { start: started, end: started + blockedForMs };
  void run.ended.then(() => {
    window.end = Math.min(window.end, performance.now());
  });
  const named = nameTime(() => run.said(), blocker.threadId ?? 0, window);
  const traffic = await startTraffic(server, database, window);
  await until(() => (performance.now() > window.end ? true : undefined));
  await blocker.query("ROLLBACK");
  blocker.destroy();
  const { waitedMs, longestReadMs } = await traffic.ended;
  const namedAt = await named;
  const { code } = await run.ended;
  const tries = proxy.questions.filter(({ sql }) => sql.startsWith("ALTER TABLE t ")).length;
  proxy.close();
  project.remove();
  return {
    flavour: server.flavour,
    shareStanding: Math.round((1000 * waitedMs) / (readers * (window.end - window.start))) / 1000,
    longestReadMs: Math.round(longestReadMs),
    tries,
    namedAfterMs: namedAt === undefined ? undefined : Math.round(namedAt - started),
    code,
  };
}

async function until<Value>(look: () => Value | undefined): Promise<Value> {
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Until the text names the thread, or never. */
async function nameTime(said: () => string, thread: number, window: Window): Promise<number | undefined> {
  const name = new RegExp(`\\b${thread}\\b`);
  const found = await until(() =>
    name.test(said()) ? performance.now() : performance.now() > window.end ? Number.NaN : undefined,
  );
  return Number.isNaN(found) ? undefined : found;
}

/** The measured time, by the process's own clock. */
interface Window {
  start: number;
  end: number;
}

interface Waits {
  waitedMs: number;
  longestReadMs: number;
}

/** Everybody asks again 50 ms after the answer; the times of the reads that waited, within the measured time. */
async function startTraffic(
  server: Server,
  database: string,
  window: Window,
): Promise<{ ended: Promise<Waits> }> {
  const sessions = await Promise.all(Array.from({ length: readers + 1 }, () => server.connect(database)));
  const waits: Waits = { waitedMs: 0, longestReadMs: 0 };
  const work = sessions.map((session, i) =>
    repeat(
      session,
      i === 0 ? "UPDATE t SET n = n + 1 WHERE id = 2" : "SELECT * FROM t WHERE id = 1",
      window,
      (from, to) => {
        if (i === 0) return;
        const took = Math.min(to, window.end) - Math.max(from, window.start);
        waits.longestReadMs = Math.max(waits.longestReadMs, took);
        if (took > usualMs) waits.waitedMs += took;
      },
    ),
  );
  return { ended: Promise.all(work).then(() => waits) };
}

async function repeat(
  session: Connection,
  sql: string,
  window: Window,
  took: (from: number, to: number) => void,
): Promise<void> {
  while (performance.now() < window.end) {
    const from = performance.now();
    await session.query(sql);
    took(from, performance.now());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  session.destroy();
}
