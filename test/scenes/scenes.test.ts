import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { actsOn } from "../../sandbox/demo/acts.ts";
import { repository } from "../../sandbox/demo/create-repository.ts";
import { playScene } from "../../sandbox/demo/play-scene.ts";
import { outcomeOf } from "../../sandbox/demo/rollouts.ts";
import { scenes } from "../../sandbox/demo/scenes/scenes.ts";
import { buildStage, type Stage } from "../../sandbox/demo/stage.ts";
import { silentStory } from "../../sandbox/demo/story.ts";
import { addAge, createT1 } from "../../sandbox/demo/t1.ts";
import { witness } from "../../sandbox/demo/witness.ts";
import { type StartedServers, startServers } from "../../sandbox/mysql/start-servers.ts";
import type { Assessment } from "../../src/core/assessment.ts";
import { aSnapshot, aTable } from "../../src/testing/a-snapshot.ts";

let servers: StartedServers;

beforeAll(async () => {
  servers = await startServers(["test", "prod"], { log: (line) => process.stdout.write(`${line}\n`) });
});

afterAll(() => servers?.stop());

describe("the five scenes", () => {
  test.each(scenes.map((scene) => [`${scene.number}: ${scene.title}`, scene] as const))(
    "%s",
    async (_, scene) => {
      const { ok, seen } = await playScene(scene, { servers, story: silentStory, keep: false });
      expect({ ok, seen }).toEqual({ ok: true, seen: expect.any(String) });
    },
  );
});

describe("what happens elsewhere reaches an open pull request", () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await buildStage({ servers, rules: {}, databaseThere: true });
  });

  afterAll(() => stage?.close());

  test("new rules on main, rules of its own, and a team that loses its last member", async () => {
    const { look, ...acts } = actsOn(stage, { story: silentStory, ...witness(silentStory) });
    const number = await acts.propose("alice", createT1);
    expect(await look.check(number)).toMatchObject({ conclusion: "success" });
    await stage.changeRules(ownerThenDba);
    expect(await look.check(number)).toMatchObject({ conclusion: "in_progress" });
    expect(await look.requested(number)).toEqual(["olivia"]);

    const files = { ".github/tollgate.yml": "version: 1\n" };
    await acts.push("alice", { number, branch: "V1__create_t1", files, message: "No rules for me" });
    expect(await look.requested(number)).toEqual(["olivia"]);

    stage.github.removeTeamMember("acme", "dba", "dan");
    await stage.settled();
    expect(await look.check(number)).toMatchObject({ conclusion: "action_required" });
  });
});

const ownerThenDba = {
  risk: "presets: [prod-is-high]",
  approval: "flows: { both: { steps: [project-owner, dba] } }\nrules: { ddl: { high: both } }",
};

describe("one judgement", () => {
  let stage: Stage;
  const rules = {
    risk: "presets: [prod-is-high]",
    approval: `flows: { o: { steps: [project-owner] } }\nrules: { ddl: { high: o } }`,
  };

  beforeAll(async () => {
    stage = await buildStage({ servers, rules, databaseThere: true });
  });

  afterAll(() => stage?.close());

  test("the Action, the bot and the command line give the same assessment, byte for byte", async () => {
    const acts = actsOn(stage, { story: silentStory, ...witness(silentStory) });
    const number = await acts.propose("alice", { ...addAge, sql: createT1.sql + addAge.sql });
    const byAction = readFileSync(String(outcomeOf(reviewRun()).report), "utf8");
    const byBot = await assessmentInCheck(number);
    const byCli = check("V2__add_age");
    const { migrations, ...whole }: Assessment = JSON.parse(byAction);
    expect(whole).toMatchObject({ version: 1, level: "high", decision: "approval" });
    expect(whole.decidedBy?.verdict).toMatchObject({
      environment: "prod",
      level: "high",
      rule: "prod-is-high",
    });
    const onTest = migrations.flatMap(({ statements }) => statements.flatMap(({ verdicts }) => verdicts));
    expect(
      onTest.filter(({ environment }) => environment === "test").map(({ level }) => level),
    ).not.toContain("high");
    expect(byBot).toBe(byAction);
    expect(byCli).toBe(byAction);
  });

  test("and so they do by the sizes that databases told, with what is broken or missing", async () => {
    const { github } = stage;
    const place = { instance: "mysql-prod", database: "test_db" };
    const snapshot = aSnapshot("prod", place, { visits: aTable(8000) });
    const files = { "prod.json": JSON.stringify(snapshot), "test.json": "{" };
    await github.push(repository, { branch: "tollgate-stats", actor: "root", files, message: "Sizes" });
    await stage.changeRules({ ...rules, statisticsBranch: "tollgate-stats" });
    const acts = actsOn(stage, { story: silentStory, ...witness(silentStory) });
    const sql = "ALTER TABLE visits ENGINE = InnoDB;\nALTER TABLE orders ENGINE = InnoDB;\n";
    const number = await acts.propose("alice", { file: "migrations/V9__force.sql", sql, title: "Force" });
    const byAction = readFileSync(String(outcomeOf(reviewRun()).report), "utf8");
    const { statistics, migrations }: Assessment = JSON.parse(byAction);
    expect(statistics?.environments).toEqual([
      { environment: "test", unknown: "test.json is not JSON" },
      { environment: "prod", takenAt: "2026-11-20T03:00:00Z" },
    ]);
    const [visits, orders] = (migrations[0]?.statements ?? []).map(({ verdicts }) =>
      verdicts.find(({ environment }) => environment === "prod"),
    );
    expect(visits).toMatchObject({
      sizes: [{ rows: 8000 }],
      eased: [{ id: "unknown-cost", points: 8, of: 30 }],
    });
    expect(orders).toMatchObject({ sizes: [], unsized: ["orders"], eased: [] });
    expect(await assessmentInCheck(number)).toBe(byAction);
    expect(check("V9__force")).toBe(byAction);
  });

  test("and the very same lines of code that name a dropped column, whoever may hide them", async () => {
    const acts = actsOn(stage, { story: silentStory, ...witness(silentStory) });
    await stage.github.push(repository, {
      branch: "main",
      actor: "root",
      message: "Code",
      files: {
        "migrations/V1__t1.sql": createT1.sql,
        "src/names.ts": 'export const names = () => db.query("SELECT t1.name FROM t1");\n',
        "src/hidden.ts": 'export const hidden = () => db.query("UPDATE t1 SET t1.name = 1");\n',
        ".gitattributes": "src/hidden.ts export-ignore\nsrc/names.ts text eol=crlf\n",
      },
    });
    await stage.settled();
    const drop = {
      file: "migrations/V3__drop_name.sql",
      branch: "V3__drop_name",
      title: "Drop",
      sql: "ALTER TABLE t1 DROP COLUMN name;\n",
    };
    const number = await acts.propose("alice", { ...addAge, ...drop });
    const byAction = readFileSync(String(outcomeOf(reviewRun()).report), "utf8");
    expect(byAction).toContain("Code names t1.name in 2 lines: `src/hidden.ts:1`, `src/names.ts:1`");
    expect(await assessmentInCheck(number)).toBe(byAction);
    expect(check(drop.branch)).toBe(byAction);
  });

  function reviewRun() {
    const run = stage.runner.runs.findLast(({ path }) => path.endsWith("tollgate-review.yml"));
    if (!run) throw new Error("The review workflow has not run.");
    return run;
  }

  async function assessmentInCheck(number: number): Promise<string> {
    const alice = stage.as("alice");
    const { head } = await alice.get<{ head: { sha: string } }>(`pulls/${number}`);
    const { check_runs } = await alice.get<{ check_runs: { output: { text: string } }[] }>(
      `commits/${head.sha}/check-runs`,
    );
    const text = check_runs[0]?.output.text ?? "";
    return /<!-- tollgate:assessment -->\n```json\n([\s\S]*?)```/.exec(text)?.[1] ?? text;
  }

  function check(branch: string): string {
    const clone = mkdtempSync(join(tmpdir(), "tollgate-clone-"));
    try {
      execFileSync("git", ["clone", "--quiet", "--branch", branch, stage.directory, clone]);
      const cli = join(import.meta.dirname, "../../dist/cli.js");
      const args = ["check", "--base", "origin/main", "--author", "alice", "--format", "json"];
      const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
        cwd: clone,
        encoding: "utf8",
      });
      expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
      return stdout;
    } finally {
      rmSync(clone, { recursive: true, force: true });
    }
  }
});
