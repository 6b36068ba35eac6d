import { describe, expect, test } from "vitest";
import { commit, expectPlain, onBoth, type Scene, values } from "./faults/scene.ts";
import { openProject } from "./outside/project.ts";

const first = "CREATE TABLE s (n INT PRIMARY KEY);\nINSERT INTO s VALUES (1);\n";
const inS = (scene: Scene) => values(scene, "SELECT n FROM s ORDER BY n");

async function ranOnce(open: () => Promise<Scene>): Promise<Scene> {
  const scene = await open();
  commit(scene, { "001.sql": first });
  expect(await scene.project.apply()).toMatchObject({ code: 0 });
  return scene;
}

/** Everything but the ledger, which may say what was refused. */
async function refusedAndUntouched(scene: Scene, rows: number[]): Promise<string> {
  const run = await scene.project.apply();
  expectPlain(run);
  expect({ refused: run.code !== 0, rows: await inS(scene) }).toEqual({
    refused: true,
    rows: rows.map((n) => [n]),
  });
  return run.said;
}

/** Files that are not what ran, and what each is called. */
const files: [string, Record<string, string | undefined>, RegExp][] = [
  ["edited", { "001.sql": `${first}INSERT INTO s VALUES (2);\n` }, /edited-applied-file/],
  ["missing", { "001.sql": undefined, "002.sql": "INSERT INTO s VALUES (2);\n" }, /applied-file-missing/],
  ["renamed", { "001.sql": undefined, "003.sql": first }, /applied-file-(renamed|missing)/],
  ["put before one that ran", { "000.sql": "INSERT INTO s VALUES (0);\n" }, /out-of-order|000\.sql/],
];

/** Statements that would write the ledger, or take the ground from under it. */
const hostile: [string, string][] = [
  ["INSERT into the ledger", "INSERT INTO tollgate_ledger (id) VALUES (99)"],
  ["DELETE from the ledger", "DELETE FROM `tollgate_ledger`"],
  ["DROP of the ledger", "DROP TABLE IF EXISTS s2, tollgate_ledger"],
  ["RENAME of the ledger", "RENAME TABLE tollgate_ledger TO mine"],
  ["the ledger in capitals", "UPDATE TOLLGATE_LEDGER SET id = 1"],
  ["the ledger in a conditional comment", "DELETE FROM /*!50000 tollgate_ledger */"],
  [
    "a trigger that writes the ledger",
    "CREATE TRIGGER g AFTER INSERT ON s FOR EACH ROW DELETE FROM tollgate_ledger",
  ],
  ["KILL", "KILL CONNECTION_ID()"],
  ["SET sql_log_bin", "SET sql_log_bin = 0"],
  ["SET completion_type", "SET completion_type = 2"],
  ["SET gtid_next", "SET gtid_next = 'automatic'"],
  ["XA", "XA START 'x'"],
  ["FLUSH TABLES WITH READ LOCK", "FLUSH TABLES WITH READ LOCK"],
  ["RELEASE_ALL_LOCKS()", "SELECT RELEASE_ALL_LOCKS()"],
  ["COMMIT RELEASE", "COMMIT RELEASE"],
  [
    "two statements before one delimiter",
    "DELIMITER //\nINSERT INTO s VALUES (3); INSERT INTO s VALUES (4) //\nDELIMITER ;\nDO 1",
  ],
];

onBoth((open) => {
  test.each(files)("a file that is %s is refused", async (_, changed, named) => {
    const scene = await ranOnce(open);
    commit(scene, changed);
    expect(await refusedAndUntouched(scene, [1])).toMatch(named);
  });

  describe("statements that would undo the ledger's promise", () => {
    test.each(hostile)("%s is refused before anything of its file runs", async (_, sql) => {
      const scene = await ranOnce(open);
      const ledger = () => values(scene, "SELECT COUNT(*), MIN(id) FROM tollgate_ledger WHERE id <= 2");
      const before = await ledger();
      commit(scene, { "002.sql": `INSERT INTO s VALUES (2);\n${sql};\n` });
      expect(await refusedAndUntouched(scene, [1])).toMatch(/002\.sql/);
      expect(await ledger()).toEqual(before);
    });
  });

  test("another repository with a project of the same name is refused, until it takes over", async () => {
    const scene = await ranOnce(open);
    const { database } = scene.project;
    const other = openProject({ database, flavour: scene.server.flavour, port: scene.server.port });
    try {
      other.commit({ "README.md": "another one", "migrations/001.sql": first });
      other.commit({ "migrations/002.sql": "INSERT INTO s VALUES (2);\n" });
      const refused = await other.apply();
      expectPlain(refused);
      expect(refused).toMatchObject({ code: 1, said: expect.stringMatching(/other-repository/) });
      expect(await inS(scene)).toEqual([[1]]);
      expect(await other.run("baseline", ["--repository"])).toMatchObject({ code: 0 });
      expect(await other.apply()).toMatchObject({ code: 0 });
      expect(await scene.project.apply()).toMatchObject({ code: 1 });
      expect(await inS(scene)).toEqual([[1], [2]]);
    } finally {
      other.remove();
    }
  });

  test("two runners at once: each statement runs once", async () => {
    const scene = await open();
    const slow = Array.from({ length: 8 }, (_, n) => `INSERT INTO s SELECT ${n} + SLEEP(0.2);\n`).join("");
    commit(scene, { "001.sql": `CREATE TABLE s (n INT);\n${slow}`, "002.sql": "CREATE TABLE s2 (n INT);\n" });
    const runs = await Promise.all([scene.project.apply(), scene.project.apply(), scene.project.apply()]);
    runs.forEach(expectPlain);
    expect(runs.some(({ code }) => code === 0)).toBe(true);
    expect(await inS(scene)).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((n) => [n]));
  });
});
