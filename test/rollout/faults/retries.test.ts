import { describe, expect, test } from "vitest";
import type { Verdict } from "../outside/answer.ts";
import { type Case, carryOn, commit, expectPlain, onBoth, type Scene, untilSaid, values } from "./scene.ts";

async function hold(scene: Scene, sql: string): Promise<{ thread: number; release(): Promise<void> }> {
  const session = await scene.server.connect(scene.project.database);
  await session.query(`BEGIN; ${sql}`);
  return {
    thread: session.threadId ?? 0,
    release: async () => {
      await session.query("ROLLBACK");
      session.destroy();
    },
  };
}

const notUndone: (Case & { held: string; sent: RegExp })[] = [
  {
    name: "CALL whose first statement inserted and whose second waits for a row",
    held: "UPDATE b SET n = 2",
    sent: /^CALL/,
    before: `CREATE TABLE a (id INT AUTO_INCREMENT PRIMARY KEY); CREATE TABLE b (id INT PRIMARY KEY, n INT);
      INSERT INTO b VALUES (1, 0);
      CREATE PROCEDURE pr() BEGIN INSERT INTO a VALUES (NULL); UPDATE b SET n = 1 WHERE id = 1; END`,
    files: { "001.sql": "CALL pr();\n" },
    // The person does the second half by hand.
    async truth(scene): Promise<Verdict> {
      await scene.query("UPDATE b SET n = 1 WHERE id = 1");
      return "--ran";
    },
    right: ["SELECT (SELECT COUNT(*) FROM a), (SELECT n FROM b)", [[1, 1]]],
  },
  {
    name: "INSERT … SELECT LAST_INSERT_ID(), which its own first try has changed",
    held: "SELECT * FROM src WHERE n = 3 FOR UPDATE",
    sent: /^INSERT INTO child/,
    before: `CREATE TABLE parent (id INT AUTO_INCREMENT PRIMARY KEY, n INT); INSERT INTO parent (n) VALUES (1), (2), (3), (4), (5);
      CREATE TABLE child (id INT AUTO_INCREMENT PRIMARY KEY, parent INT);
      CREATE TABLE src (n INT PRIMARY KEY); INSERT INTO src VALUES (1), (2), (3)`,
    files: {
      "001.sql":
        "INSERT INTO parent (n) VALUES (6);\nINSERT INTO child (parent) SELECT LAST_INSERT_ID() FROM src;\n",
    },
    async truth(scene): Promise<Verdict> {
      await scene.query("INSERT INTO child (parent) SELECT 6 FROM src");
      return "--rest-ran";
    },
    right: ["SELECT COUNT(*), MIN(parent), MAX(parent) FROM child", [[3, 6, 6]]],
  },
  {
    name: "INSERT … SELECT … FOR UPDATE into MyISAM",
    only: "mariadb",
    held: "SELECT * FROM src WHERE n = 4 FOR UPDATE",
    sent: /^INSERT INTO my/,
    before: `CREATE TABLE my (n INT) ENGINE=MyISAM; CREATE TABLE src (n INT PRIMARY KEY);
      INSERT INTO src VALUES (1), (2), (3), (4), (5)`,
    files: { "001.sql": "INSERT INTO my SELECT n FROM src FOR UPDATE;\n" },
    async truth(scene): Promise<Verdict> {
      await scene.query("DELETE FROM my");
      return "--none-ran";
    },
    right: ["SELECT COUNT(*), COUNT(DISTINCT n) FROM my", [[5, 5]]],
  },
];

onBoth((open, flavour) => {
  describe("A3: only what was undone whole is tried again by itself", () => {
    test.each(notUndone.filter(({ only = flavour }) => only === flavour))("$name", async (one) => {
      const scene = await open();
      await scene.query(one.before ?? "");
      commit(scene, one.files);
      // Somebody has the row for as long as the first try waits, and no longer.
      const { release } = await hold(scene, one.held);
      let tries = 0;
      scene.proxy.meet = ({ sql }) =>
        one.sent.test(sql) && ++tries === 2 ? { at: "before", does: release } : undefined;
      const run = await scene.project.apply(scene.proxy.port);
      if (tries < 2) await release();
      const { truth = () => "--none-ran", right } = one;
      const runs = [run, ...(await carryOn(scene, truth))];
      expect(await values(scene, right[0]), run.said).toEqual(right[1]);
      runs.forEach(expectPlain);
    });
  });

  test("B3: who blocks an ALTER is named while it waits, and it runs once they are gone", async () => {
    const scene = await open();
    await scene.query("CREATE TABLE t (id INT PRIMARY KEY); INSERT INTO t VALUES (1)");
    commit(scene, { "001.sql": "ALTER TABLE t ADD COLUMN n INT;\n" });
    const { thread, release } = await hold(scene, "SELECT * FROM t");
    const run = scene.project.start("apply");
    const named = new RegExp(`\\b${thread}\\b`);
    await untilSaid(run, named);
    await release();
    expect(run.said()).toMatch(named);
    expect(await run.ended).toMatchObject({ code: 0 });
  });

  test("B4: a copy that was undone at its end is not made again by itself", async () => {
    const scene = await open();
    await scene.query("CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, v CHAR(200) NOT NULL DEFAULT '')");
    await scene.query("INSERT INTO t VALUES (1, '')");
    const rows = await growUntilCopied(scene, 3_000);
    commit(scene, { "001.sql": `${copy};\n` });
    // A copy waits for those who use its table only at its end.
    const { release } = await hold(scene, "SELECT * FROM t LIMIT 1");
    const run = await scene.project.apply(scene.proxy.port);
    await release();
    expectPlain(run);
    expect(scene.proxy.questions.filter(({ sql }) => sql.startsWith("ALTER TABLE t "))).toHaveLength(1);
    expect(run).toMatchObject({ code: 1 });
    expect(run.said).toMatch(/undone at its end/);
    expect((await scene.project.apply()).code).toBe(0);
    expect(await values(scene, "SELECT COUNT(*) FROM t")).toEqual([[rows]]);
  });
});

const copy = "ALTER TABLE t MODIFY v CHAR(201) NOT NULL DEFAULT '', ALGORITHM=COPY";

/** As many rows as a copy takes so long for, on a machine of any speed. Gives their number. */
async function growUntilCopied(scene: Scene, ms: number): Promise<number> {
  for (let rows = 1; ; rows *= 2) {
    const before = performance.now();
    if (rows >= 2 ** 14) {
      await scene.query(copy);
      if (performance.now() - before >= ms) return rows;
    }
    await scene.query("INSERT INTO t (v) SELECT v FROM t");
  }
}
