import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { carryOn, commit, expectPlain, onBoth, type Scene, values } from "./scene.ts";

const three = "INSERT INTO s VALUES (1);\nINSERT INTO s VALUES (2);\nINSERT INTO s VALUES (3);\n";
const inS = (scene: Scene) => values(scene, "SELECT n FROM s ORDER BY n");

/** Three inserts of one file ran, and the next file is pending. */
async function ranOnce(open: () => Promise<Scene>): Promise<Scene> {
  const scene = await open();
  await scene.query("CREATE TABLE s (n INT)");
  commit(scene, { "001.sql": three });
  expect(await scene.project.apply()).toMatchObject({ code: 0 });
  commit(scene, { "002.sql": "INSERT INTO s VALUES (4);\n" });
  return scene;
}

/** What somebody did to the ledger itself. */
const damage = {
  "a row in the middle is gone": "DELETE FROM tollgate_ledger WHERE id = 2",
  "the first row is gone": "DELETE FROM tollgate_ledger ORDER BY id LIMIT 1",
  "two rows swapped their numbers":
    "UPDATE tollgate_ledger SET id = 1000 WHERE id = 1; UPDATE tollgate_ledger SET id = 1 WHERE id = 2; UPDATE tollgate_ledger SET id = 2 WHERE id = 1000",
  "all rows are gone": "DELETE FROM tollgate_ledger",
  "it was emptied at once": "TRUNCATE TABLE tollgate_ledger",
  "a row was edited": "UPDATE tollgate_ledger SET path = 'migrations/000.sql' WHERE id = 2",
  "a column is gone": "ALTER TABLE tollgate_ledger DROP COLUMN statement_sha256",
  "the table is stored where nothing can be undone": "ALTER TABLE tollgate_ledger ENGINE = MyISAM",
  "its comment is gone": "ALTER TABLE tollgate_ledger COMMENT = ''",
  "its comment says the first version": "ALTER TABLE tollgate_ledger COMMENT = 'Tollgate ledger 1'",
  "its comment says no number": "ALTER TABLE tollgate_ledger COMMENT = 'Tollgate ledger 2 (moved)'",
  "it is another table": "DROP TABLE tollgate_ledger; CREATE TABLE tollgate_ledger (n INT)",
  "the table is of a later version": "ALTER TABLE tollgate_ledger COMMENT = 'Tollgate ledger 99'",
};

const foreign: [string, string][] = [
  [
    "flyway_schema_history",
    `CREATE TABLE flyway_schema_history (installed_rank INT PRIMARY KEY, version VARCHAR(50), description VARCHAR(200),
       type VARCHAR(20), script VARCHAR(1000), checksum INT, installed_by VARCHAR(100),
       installed_on TIMESTAMP DEFAULT CURRENT_TIMESTAMP, execution_time INT, success BOOLEAN);
     INSERT INTO flyway_schema_history VALUES (1, '001', 'first', 'SQL', '001.sql', 0, 'ada', NOW(), 1, 1)`,
  ],
  [
    "schema_migrations",
    "CREATE TABLE schema_migrations (version BIGINT PRIMARY KEY, dirty BOOLEAN); INSERT INTO schema_migrations VALUES (1, 0)",
  ],
];

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** The ledger's first form, as it stands in databases, with a file of one statement that ran. */
const firstForm = (text: string) => `CREATE TABLE tollgate_ledger (
  id BIGINT UNSIGNED NOT NULL PRIMARY KEY, project VARCHAR(64) NOT NULL, path VARCHAR(512) NOT NULL,
  version VARCHAR(255) NULL, sha256 CHAR(64) CHARACTER SET ascii NOT NULL, statement INT NOT NULL,
  statements INT NOT NULL, statement_sha256 CHAR(64) CHARACTER SET ascii NOT NULL,
  status VARCHAR(16) CHARACTER SET ascii NOT NULL, started_at DATETIME(3) NOT NULL, finished_at DATETIME(3) NULL,
  actor VARCHAR(255) NOT NULL, run VARCHAR(512) NOT NULL, commit_sha VARCHAR(64) CHARACTER SET ascii NOT NULL,
  approvals MEDIUMTEXT NOT NULL, predicted VARCHAR(16) CHARACTER SET ascii NULL,
  actual VARCHAR(16) CHARACTER SET ascii NULL, duration_ms DOUBLE NULL, affected_rows BIGINT NULL, note TEXT NULL,
  before_sha256 MEDIUMTEXT NULL, schema_sha256 CHAR(64) CHARACTER SET ascii NULL,
  UNIQUE KEY one_row_per_statement (project, path, sha256, statement)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='Tollgate: what ran here';
INSERT INTO tollgate_ledger VALUES (1, 'app', 'migrations/001.sql', '001', '${sha256(`${text};\n`)}', 0, 1, '${sha256(text)}',
  'done', '2026-01-01', '2026-01-01', 'ada', 'tollgate apply', '${"0".repeat(40)}', '{}', NULL, NULL, 1, 1, NULL, NULL, NULL)`;

onBoth((open) => {
  describe("A7: a history of another tool", () => {
    test.each(foreign)("%s without a ledger: refused, and nothing runs", async (table, sql) => {
      const scene = await open();
      await scene.query(`CREATE TABLE s (n INT); ${sql}`);
      commit(scene, { "001.sql": three });
      const { code, said } = await scene.project.apply();
      expect({ code, rows: await inS(scene) }).toEqual({ code: 1, rows: [] });
      expect(said).toContain(table);
      expect(said).toMatch(/tollgate (adopt|baseline)/);
    });
  });

  describe("A8: each answer is honoured, and a hole is seen", () => {
    test("skip of a statement that was never sent: refused, or it does not run", async () => {
      const scene = await open();
      await scene.query("CREATE TABLE s (n INT)");
      commit(scene, { "001.sql": three });
      const skipped = await scene.project.run("skip", ["--file", "migrations/001.sql", "--statement", "2"]);
      await scene.project.apply();
      expect(await inS(scene)).toEqual(skipped.code === 0 ? [[1], [3]] : [[1], [2], [3]]);
    });

    test.each([
      ["skip", "--again"],
      ["settle", "--none-ran"],
      ["settle", "--ran"],
    ])("%s %s of a statement that is done: refused, and nothing runs twice", async (command, verdict) => {
      const scene = await ranOnce(open);
      const asked = ["--file", "migrations/001.sql", "--statement", "1", verdict];
      const { code } = await scene.project.run(command, asked);
      await scene.project.apply();
      expect({ refused: code !== 0, rows: await inS(scene) }).toEqual({
        refused: true,
        rows: [[1], [2], [3], [4]],
      });
    });

    test("a statement that the server refused behind SET @v goes on once it can", async () => {
      const scene = await open();
      commit(scene, { "001.sql": "SET @v = 1;\nINSERT INTO s VALUES (@v);\n" });
      expect(await scene.project.apply()).toMatchObject({ code: 1 });
      await scene.query("CREATE TABLE s (n INT)");
      // A table made by hand is drift, and a person says so; nobody has to say that a statement ran or did not.
      const runs = await carryOn(scene, () => {
        throw new Error("Nobody can know better than the server, which refused it.");
      });
      expect(runs.at(-1)).toMatchObject({ code: 0 });
      expect(await inS(scene)).toEqual([[1]]);
    });
  });

  describe("A8, B7: a ledger that is not whole", () => {
    test.each(Object.entries(damage))("%s: refused in one sentence, and nothing runs", async (_, sql) => {
      const scene = await ranOnce(open);
      await scene.query(sql);
      const run = await scene.project.apply();
      expectPlain(run);
      expect({ code: run.code !== 0, rows: await inS(scene) }).toEqual({ code: true, rows: [[1], [2], [3]] });
      expect(run.said).toMatch(/ledger-(damaged|newer)/);
    });

    test("an emptied one begins anew once a person has dropped it and said what ran", async () => {
      const scene = await ranOnce(open);
      await scene.query("DELETE FROM tollgate_ledger");
      const through = ["--through", "migrations/001.sql"];
      const { code, said } = await scene.project.run("baseline", through);
      expect({ code, said }).toEqual({
        code: 2,
        said: expect.stringContaining("DROP TABLE tollgate_ledger"),
      });
      await scene.query("DROP TABLE tollgate_ledger");
      expect(await scene.project.run("baseline", through)).toMatchObject({ code: 0 });
      expect(await scene.project.apply()).toMatchObject({ code: 0 });
      expect(await inS(scene)).toEqual([[1], [2], [3], [4]]);
    });

    test("a ledger of the first form goes on, and what it says was done is done", async () => {
      const scene = await open();
      await scene.query(`CREATE TABLE s (n INT); ${firstForm("INSERT INTO s VALUES (1)")}`);
      commit(scene, { "001.sql": "INSERT INTO s VALUES (1);\n", "002.sql": "INSERT INTO s VALUES (2);\n" });
      expect(await scene.project.apply()).toMatchObject({ code: 0 });
      expect(await scene.project.apply()).toMatchObject({ code: 0 });
      expect(await inS(scene)).toEqual([[2]]);
    });
  });
});
