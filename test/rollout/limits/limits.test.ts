import { describe, expect, test } from "vitest";
import { expectPlain, onBoth, type Scene, untilSaid, values } from "../faults/scene.ts";
import { policyText } from "../outside/project.ts";

/** Files, and what the policy says of the environment. */
function commitWith({ project, server }: Scene, limits: string, sql: string): void {
  const engine = server.flavour === "mysql" ? "mysql-8.4" : "mariadb-10.11";
  const policy = policyText(project.database, engine).replace("automatic }", `automatic, ${limits} }`);
  project.commit({ ".github/tollgate.yml": policy, "migrations/001.sql": sql });
}

async function holdAs(scene: Scene, user: string): Promise<{ thread: number; isThere(): Promise<boolean> }> {
  const { database } = scene.project;
  await scene.query(
    `CREATE USER IF NOT EXISTS ${user}@'127.0.0.1'; GRANT SELECT ON ${database}.* TO ${user}@'127.0.0.1'`,
  );
  const session = await scene.server.connect(database, user);
  session.on("error", () => undefined);
  await session.query("BEGIN; SELECT 1, t.* FROM t");
  const thread = session.threadId ?? 0;
  return {
    thread,
    isThere: async () =>
      (await scene.query(`SELECT ID FROM information_schema.PROCESSLIST WHERE ID = ${thread}`)).length > 0,
  };
}

onBoth(
  (open) => {
    describe("who holds the lock that an ALTER waits for", () => {
      test("is ended where the policy gives it up, and then the ALTER runs at its first try", async () => {
        const scene = await open();
        await scene.query("CREATE TABLE t (id INT PRIMARY KEY); INSERT INTO t VALUES (1)");
        commitWith(
          scene,
          "kill_blockers: { users: [report_*], older_than: 0s }",
          "ALTER TABLE t ADD COLUMN n INT;\n",
        );
        const holder = await holdAs(scene, "report_daily");
        const run = await scene.project.apply(scene.proxy.port);
        expect(run.said).toContain(
          `Connection ${holder.thread} of report_daily was ended, as the policy's kill_blockers says.`,
        );
        expect(run.said).toMatch(
          new RegExp(
            `Connection ${holder.thread} \\(report_daily@[^)]*\\) holds it in a transaction of \\d+ s, idle now`,
          ),
        );
        expect(run.code).toBe(0);
        expect(scene.proxy.questions.filter(({ sql }) => sql.startsWith("ALTER TABLE t "))).toHaveLength(1);
        expect(await holder.isThere()).toBe(false);
      });

      test.each([
        ["another account", "kill_blockers: { users: [report_*], older_than: 0s }, lock_wait: 1s", "app"],
        ["too young", "kill_blockers: { users: [report_*], older_than: 1h }, lock_wait: 1s", "report_hourly"],
        ["no word of it in the policy", "lock_wait: 1s", "report_weekly"],
      ])("is left alone: %s", async (_, limits, user) => {
        const scene = await open();
        await scene.query("CREATE TABLE t (id INT PRIMARY KEY); INSERT INTO t VALUES (1)");
        commitWith(scene, limits, "ALTER TABLE t ADD COLUMN n INT;\n");
        const holder = await holdAs(scene, user);
        const run = await scene.project.apply(scene.proxy.port);
        expectPlain(run);
        expect(run).toMatchObject({ code: 1 });
        expect(run.said).toMatch(new RegExp(`Connection ${holder.thread} \\(${user}@[^)]*\\) holds it`));
        expect(await holder.isThere()).toBe(true);
        expect(scene.proxy.questions.filter(({ sql }) => sql.startsWith("ALTER TABLE t "))).toHaveLength(1);
      });
    });

    test("who holds a row that an UPDATE waits for is named while it waits", async () => {
      const scene = await open();
      await scene.query("CREATE TABLE t (id INT PRIMARY KEY); INSERT INTO t VALUES (1)");
      commitWith(scene, "lock_wait: 1s", "UPDATE t SET id = 2;\n");
      const session = await scene.server.connect(scene.project.database);
      await session.query("BEGIN; SELECT * FROM t FOR UPDATE");
      const run = scene.project.start("apply", [], scene.proxy.port);
      await untilSaid(run, new RegExp(`Connection ${session.threadId} \\(root@[^)]*\\) holds it`));
      session.destroy();
      expect((await run.ended).said).toMatch(/holds it in a transaction/);
    });

    describe("statement_timeout", () => {
      test("cancels a statement, whose refusal is believed", async () => {
        const scene = await open();
        await scene.query("CREATE TABLE t (id INT PRIMARY KEY); INSERT INTO t VALUES (1)");
        commitWith(scene, "statement_timeout: 2s", "UPDATE t SET id = id + SLEEP(60);\n");
        const run = await scene.project.apply(scene.proxy.port);
        expectPlain(run);
        expect(run.said).toContain("has run for 2 s, the policy's statement_timeout: it is cancelled.");
        // An interrupted SLEEP() gives 1, and the server goes on or not: what it answered is what is there.
        const [[id]] = (await values(scene, "SELECT id FROM t")) as [[number]];
        expect([run.code, id]).toEqual(run.code === 0 ? [0, 2] : [1, 1]);
      });
    });

    describe("the approved algorithm (B13)", () => {
      test("holds, or nothing is done; nothing of the rehearsal is left", async () => {
        const scene = await open();
        commitWith(scene, "assert: rehearse", "CREATE TABLE t (id INT PRIMARY KEY, v TEXT);\n");
        expect((await scene.project.apply()).code).toBe(0);
        // InnoDB adds no column to a compressed table without a rebuild, and no migration says that it is one.
        await scene.query("ALTER TABLE t ROW_FORMAT=COMPRESSED");
        expect((await scene.project.run("baseline", ["--schema"])).code).toBe(0);
        scene.project.commit({ "migrations/002.sql": "ALTER TABLE t ADD COLUMN n INT;\n" });
        const run = await scene.project.apply(scene.proxy.port);
        expectPlain(run);
        expect(run.code, run.said).toBe(1);
        expect(run.said).toContain("worse-algorithm");
        // A server that can be told to refuse it was sent it, and did.
        expect(await values(scene, "SHOW COLUMNS FROM t LIKE 'n'")).toEqual([]);
        expect(await values(scene, "SHOW TABLES LIKE '%twin'")).toEqual([]);
      });

      test("what the server did stands beside what was predicted, and in the ledger", async () => {
        const scene = await open();
        const sql = `CREATE TABLE t (id INT PRIMARY KEY, a INT);
INSERT INTO t VALUES (1, 1);
ALTER TABLE t ADD COLUMN n INT;
ALTER TABLE t MODIFY a BIGINT;
ALTER TABLE t FORCE;
`;
        commitWith(scene, "assert: rehearse", sql);
        const run = await scene.project.apply(scene.proxy.port);
        expect(run.code, run.said).toBe(0);
        expect(run.said).toContain("as expected");
        const kept = await values(
          scene,
          "SELECT JSON_EXTRACT(detail, '$.actual.copied'), JSON_EXTRACT(detail, '$.actual.rebuilt') FROM tollgate_ledger WHERE event = 'done' AND JSON_EXTRACT(detail, '$.actual') IS NOT NULL ORDER BY id",
        );
        expect(kept.map((row) => row.map(String))).toEqual([
          ["false", "false"],
          ["true", "true"],
          ["false", "true"],
        ]);
      });
    });

    test("a statement that takes long says so every 10 s, with what the server is at", async () => {
      const scene = await open();
      await scene.query("CREATE TABLE t (id INT PRIMARY KEY); INSERT INTO t VALUES (1)");
      commitWith(scene, "lock_wait: 1s", "UPDATE t SET id = id + 1 + SLEEP(22);\n");
      const run = await scene.project.apply(scene.proxy.port);
      expect(run.said.match(/^UPDATE t SET id = id \+ 1 \+ SLEEP\(22\): \d+ s, User sleep$/gm)).toHaveLength(
        2,
      );
      expect(run.code).toBe(0);
    });
  },
  ["--performance-schema=ON", "--performance-schema-instrument=wait/lock/metadata/sql/mdl=ON"],
);
