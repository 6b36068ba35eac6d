import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { onPath } from "../../../sandbox/mysql/on-path.ts";
import { findPtOsc } from "../../../sandbox/percona/find-pt-osc.ts";
import { anyTable, killAll, type OnlineScene, processesOf } from "./open-online.ts";
import { until, withTool } from "./scene.ts";

const rows = `CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, v VARCHAR(20) NOT NULL, w INT NOT NULL DEFAULT 3);
  INSERT INTO t (v) VALUES ('a'), ('b'), ('c'), ('d'), ('e'), ('f'), ('g'), ('h');
  INSERT INTO t (v) SELECT a.v FROM t a, t b, t c, t d, t e;`;
const rowCount = 8 + 8 ** 5;
/** Another type of a column is a copy of the table on either engine; the rest alone would be instant on some. */
const alter =
  "ALTER TABLE t\n  MODIFY v VARCHAR(40) NOT NULL COMMENT 'größer',\n  MODIFY w BIGINT NOT NULL DEFAULT 3,\n  ADD COLUMN n INT NOT NULL DEFAULT 7;\n";
/** The tool and its attendant alone are more connections than this: the copy stands still. */
const standing = [...anyTable, 'max_load: "Threads_connected=1"', 'critical_load: "Threads_connected=1000"'];

const left = async ({ query, database }: OnlineScene) =>
  (
    await query(`SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = '${database}' AND TABLE_NAME LIKE '|_%' ESCAPE '|'
      UNION ALL SELECT TRIGGER_NAME FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = '${database}'`)
  ).map(({ name }) => String(name));

const columns = async ({ query, database }: OnlineScene) =>
  (
    await query(
      `SELECT COLUMN_NAME AS name FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = '${database}' AND TABLE_NAME = 't' ORDER BY ORDINAL_POSITION`,
    )
  ).map(({ name }) => String(name));

const count = async ({ query }: OnlineScene) => Number((await query("SELECT COUNT(*) AS n FROM t"))[0]?.n);

async function copied(scene: OnlineScene): Promise<number> {
  const [copy] = (await left(scene)).filter((name) => name.includes("_tollgate_"));
  const ask = async () => Number((await scene.query(`SELECT COUNT(*) AS n FROM ${copy}`))[0]?.n) || undefined;
  return until(ask, () => "nothing is copied");
}

/** Starts a rollout whose copy stands still, and waits until the application's writes go through the tool's triggers. */
async function startStanding(scene: OnlineScene) {
  scene.rule(standing);
  const run = scene.project.start("apply");
  await until(async () => ((await left(scene)).length >= 4 ? true : undefined), run.said);
  return run;
}

withTool((open) => {
  test("what is large is given to the tool, and plan says so; what is small is not", async () => {
    const scene = await open();
    await scene.query(rows);
    scene.project.commit({ "migrations/001.sql": alter });
    scene.rule(["tool: pt-online-schema-change", "over_bytes: 1000000000"]);
    expect((await scene.project.run("plan")).said).not.toContain("pt-online-schema-change");
    scene.rule(anyTable);
    expect((await scene.project.run("plan")).said).toMatch(
      /001\.sql:1: pt-online-schema-change alters t \(.* MB, (COPY|REBUILD)\)/,
    );
    const { code, said } = await scene.project.apply();
    expect(said).toContain("beside the application");
    expect(code, said).toBe(0);
    expect(await columns(scene)).toEqual(["id", "v", "w", "n"]);
    expect(await count(scene)).toBe(rowCount);
    expect(
      await scene.query(
        "SELECT COLUMN_COMMENT AS c FROM information_schema.COLUMNS WHERE COLUMN_NAME = 'v' AND TABLE_SCHEMA = DATABASE()",
      ),
    ).toEqual([{ c: "größer" }]);
    expect(await left(scene)).toEqual([]);
    expect((await scene.project.apply()).code).toBe(0);
  });

  test("killed half-way with its tool: nothing happened, what it left is taken away, and it runs again", async () => {
    const scene = await open();
    await scene.query(rows);
    // Of a new table the server still estimates few rows, and the tool copies few in one statement.
    await scene.query("ANALYZE TABLE t");
    scene.project.commit({ "migrations/001.sql": alter });
    const run = await startStanding(scene);
    // Not all of it in one statement, which nothing could hold.
    expect(await copied(scene)).toBeLessThan(rowCount / 2);
    run.kill("SIGKILL");
    expect(killAll(`,D=${scene.database},`)).toBeGreaterThan(0);
    await run.ended;
    // The application's writes still go through the triggers of the dead tool.
    await scene.query("INSERT INTO t (v) VALUES ('later'); DELETE FROM t WHERE id = 1");
    expect((await left(scene)).length).toBeGreaterThanOrEqual(4);
    scene.rule(anyTable);
    const { code, said } = await scene.project.apply();
    expect(said).not.toContain("in-doubt");
    expect(code, said).toBe(0);
    expect(await columns(scene)).toEqual(["id", "v", "w", "n"]);
    expect(await count(scene)).toBe(rowCount);
    expect(await left(scene)).toEqual([]);
  });

  test("killed without its tool: the tool does not go on alone", async () => {
    const scene = await open();
    await scene.query(rows);
    scene.project.commit({ "migrations/001.sql": alter });
    const run = await startStanding(scene);
    run.kill("SIGKILL");
    await run.ended;
    await until(() => (processesOf(`,D=${scene.database},`).length === 0 ? true : undefined), run.said);
    expect(await columns(scene)).toEqual(["id", "v", "w"]);
    scene.rule(anyTable);
    const { code, said } = await scene.project.apply();
    expect(code, said).toBe(0);
    expect(await left(scene)).toEqual([]);
    expect(await count(scene)).toBe(rowCount);
  });

  test("cancelled: the tool ends, the table is as it was, and the next run does it", async () => {
    const scene = await open();
    await scene.query(rows);
    scene.project.commit({ "migrations/001.sql": alter });
    const run = await startStanding(scene);
    run.kill("SIGTERM");
    const { code, said } = await run.ended;
    expect(code).toBe(1);
    expect(said).toContain("cancelled");
    expect(await columns(scene)).toEqual(["id", "v", "w"]);
    expect(await left(scene)).toEqual([]);
    scene.rule(anyTable);
    expect((await scene.project.apply()).code).toBe(0);
    expect(await count(scene)).toBe(rowCount);
  });

  test("killed after the tables changed places: done, and the old one is named and left", async () => {
    const scene = await open();
    await scene.query(rows);
    scene.project.commit({ "migrations/001.sql": alter });
    const tool = await findPtOsc(() => {});
    const folder = mkdtempSync(join(tmpdir(), "tollgate-stall-"));
    const program = join(folder, "pt-online-schema-change");
    writeFileSync(
      program,
      `#!/bin/sh\n[ "$1" = --version ] || set -- "$@" --no-drop-old-table\n'${tool.folder}/pt-online-schema-change' "$@"\n[ "$1" = --version ] || sleep 1000\n`,
    );
    chmodSync(program, 0o755);
    const path = process.env.PATH;
    process.env.PATH = `${folder}:${path}`;
    const run = scene.project.start("apply");
    process.env.PATH = path;
    await until(async () => ((await left(scene)).includes("_t_old") ? true : undefined), run.said);
    run.kill("SIGKILL");
    killAll(`,D=${scene.database},`);
    await run.ended;
    const { code, said } = await scene.project.apply();
    expect(said).toContain("left _t_old");
    expect(code, said).toBe(0);
    expect(await columns(scene)).toEqual(["id", "v", "w", "n"]);
    expect(await left(scene)).toContain("_t_old");
    rmSync(folder, { recursive: true });
    await tool.remove();
  });

  test("not on the PATH: said before the first statement", async () => {
    const scene = await open();
    await scene.query(rows);
    scene.project.commit({ "migrations/001.sql": `CREATE TABLE first (n INT);\n${alter}` });
    const folder = mkdtempSync(join(tmpdir(), "tollgate-path-"));
    const [git] = onPath("git");
    if (git) symlinkSync(git, join(folder, "git"));
    const path = process.env.PATH;
    process.env.PATH = folder;
    const run = scene.project.start("apply");
    process.env.PATH = path;
    const { code, said } = await run.ended;
    rmSync(folder, { recursive: true });
    expect(code).toBe(1);
    expect(said).toContain("online-tool-missing");
    expect(await scene.query("SHOW TABLES LIKE 'first'")).toEqual([]);
  });
});
