import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Server, startServer } from "../outside/server.ts";
import { killAll, type OnlineScene, openOnline } from "./open-online.ts";
import { until } from "./scene.ts";

const alter = "ALTER TABLE t MODIFY w BIGINT NOT NULL, ADD COLUMN n INT NOT NULL DEFAULT 7;\n";
const folder = mkdtempSync(join(tmpdir(), "tollgate-gh-ost-"));
const file = join(folder, "cut-over");
const path = process.env.PATH;
const scenes: OnlineScene[] = [];
let server: Server;

beforeAll(async () => {
  const script = fileURLToPath(new URL("../../../sandbox/gh-ost/stand-in.ts", import.meta.url));
  const program = join(folder, "gh-ost");
  writeFileSync(
    program,
    `#!/bin/sh\nexec '${process.execPath}' --import '${import.meta.resolve("tsx")}' '${script}' "$@"\n`,
  );
  chmodSync(program, 0o755);
  process.env.PATH = `${folder}:${path}`;
  server = await startServer("mysql");
  await server.query("CREATE USER ghost IDENTIFIED BY 'p w#;1'; GRANT ALL ON *.* TO ghost");
});

afterAll(async () => {
  process.env.PATH = path;
  for (const { project } of scenes) project.remove();
  await server?.stop();
  rmSync(folder, { recursive: true });
});

async function open(lines: readonly string[] = []): Promise<OnlineScene> {
  const database = `ghost_${server.port}_${scenes.length}`;
  await server.query(`CREATE DATABASE ${database}`);
  const scene = openOnline(server, database, "ghost:p%20w%23%3B1");
  scenes.push(scene);
  await scene.query(
    "CREATE TABLE t (id INT PRIMARY KEY, w INT NOT NULL); INSERT INTO t VALUES (1, 1), (2, 2)",
  );
  scene.rule(["tool: gh-ost", "over_bytes: 0", ...lines]);
  scene.project.commit({ "migrations/001.sql": alter });
  return scene;
}

const left = async ({ query }: OnlineScene) =>
  (await query("SHOW TABLES LIKE '|_t|_%'".replaceAll("|", "\\"))).map((row) => Object.values(row)[0]);
const all = ({ query }: OnlineScene) => query("SELECT * FROM t ORDER BY id");
const altered = [
  { id: 1, w: 1, n: 7 },
  { id: 2, w: 2, n: 7 },
];
const asItWas = [
  { id: 1, w: 1 },
  { id: 2, w: 2 },
];

test("gh-ost is called with flags that it has, and its account by file", async () => {
  const scene = await open([
    "max_lag: 2",
    'max_load: "Threads_running=99"',
    'critical_load: "Threads_running=999"',
  ]);
  const { code, said } = await scene.project.apply();
  expect(code, said).toBe(0);
  expect(await all(scene)).toEqual(altered);
  expect(await left(scene)).toEqual([]);
});

test("the cut-over waits until its file is deleted", async () => {
  const scene = await open([`cut_over_file: ${file}`]);
  const run = scene.project.start("apply");
  await until(() => run.said().includes("when the cut-over file is deleted") || undefined, run.said);
  expect(await all(scene)).toEqual(asItWas);
  rmSync(file);
  const { code, said } = await run.ended;
  expect(code, said).toBe(0);
  expect(await all(scene)).toEqual(altered);
});

test("killed while it waits: nothing happened, its tables are taken away, and it runs again", async () => {
  const scene = await open([`cut_over_file: ${file}`]);
  const run = scene.project.start("apply");
  await until(() => run.said().includes("when the cut-over file is deleted") || undefined, run.said);
  run.kill("SIGKILL");
  killAll(`--database=${scene.database}`);
  await run.ended;
  expect(await left(scene)).toEqual(["_t_ghc", "_t_gho"]);
  expect(existsSync(file)).toBe(true);
  rmSync(file);
  scene.rule(["tool: gh-ost", "over_bytes: 0"]);
  const { code, said } = await scene.project.apply();
  expect(code, said).toBe(0);
  expect(await all(scene)).toEqual(altered);
  expect(await left(scene)).toEqual([]);
});

test("pt-online-schema-change cannot wait for a file: said before the first statement", async () => {
  const scene = await open();
  scene.rule(["tool: pt-online-schema-change", "over_bytes: 0", `cut_over_file: ${file}`]);
  const { code, said } = await scene.project.apply();
  expect(code).toBe(1);
  expect(said).toContain("cannot wait there");
  expect(await all(scene)).toEqual(asItWas);
});
