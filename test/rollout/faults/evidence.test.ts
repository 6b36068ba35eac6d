import { describe, expect, test } from "vitest";
import { askedIn } from "../outside/answer.ts";
import { type Case, carryOn, commit, meetOnce, onBoth, play, values } from "./scene.ts";

const twins = `CREATE TABLE a (id INT PRIMARY KEY); CREATE TABLE b LIKE a;
  INSERT INTO a VALUES (1); INSERT INTO b VALUES (2);`;

/** The definition is the same before and after: only where the rows are tells whether it ran. */
const looksTheSame: Case[] = [
  {
    name: "RENAME of twins, cut after it ran",
    before: twins,
    files: { "001.sql": "RENAME TABLE a TO tmp, b TO a, tmp TO b;\n" },
    cut: { when: /^RENAME/, at: "answered" },
    right: ["SELECT (SELECT id FROM a), (SELECT id FROM b)", [[2, 1]]],
    unasked: true,
  },
  {
    name: "DROP COLUMN x, ADD COLUMN x, cut after it ran, while the application writes",
    before: "CREATE TABLE t (id INT PRIMARY KEY, x INT NOT NULL DEFAULT 0); INSERT INTO t VALUES (1, 1)",
    files: { "001.sql": "ALTER TABLE t DROP COLUMN x, ADD COLUMN x INT NOT NULL DEFAULT 0;\n" },
    cut: { when: /^ALTER TABLE t /, at: "answered", meanwhile: "UPDATE t SET x = 5" },
    truth: () => "--ran",
    right: ["SELECT x FROM t", [[5]]],
  },
  {
    name: "TRUNCATE, cut after it ran, while the application writes",
    before: "CREATE TABLE t (id INT PRIMARY KEY); INSERT INTO t VALUES (1)",
    files: { "001.sql": "TRUNCATE TABLE t;\n" },
    cut: { when: /^TRUNCATE/, at: "answered", meanwhile: "INSERT INTO t VALUES (5)" },
    truth: () => "--ran",
    right: ["SELECT id FROM t", [[5]]],
    unasked: true,
  },
];

const body = "CREATE TABLE t (id INT PRIMARY KEY, n INT);\n";
const notYetRun: Case[] = [
  {
    name: "CREATE VIEW, and somebody creates a table",
    files: { "001.sql": `${body}CREATE VIEW v AS SELECT id FROM t;\n` },
    cut: { when: /^CREATE VIEW/, at: "before", meanwhile: "CREATE TABLE other (id INT)" },
    right: [
      "SELECT COUNT(*) FROM information_schema.VIEWS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'v'",
      [[1]],
    ],
  },
  {
    name: "CREATE TRIGGER, and a partition is added",
    before:
      "CREATE TABLE parts (id INT PRIMARY KEY) PARTITION BY RANGE (id) (PARTITION p1 VALUES LESS THAN (10))",
    files: { "001.sql": `${body}CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.n = 1;\n` },
    cut: {
      when: /^CREATE TRIGGER/,
      at: "before",
      meanwhile: "ALTER TABLE parts ADD PARTITION (PARTITION p2 VALUES LESS THAN (20))",
    },
    right: ["SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()", [[1]]],
  },
];

const everyday: Case[] = [
  {
    name: "RENAME TABLE a TO a_old, a_new TO a",
    before: "CREATE TABLE a (id INT PRIMARY KEY); CREATE TABLE a_new (id INT PRIMARY KEY, n INT)",
    files: { "001.sql": "RENAME TABLE a TO a_old, a_new TO a;\n" },
    cut: { when: /^RENAME/, at: "answered" },
    right: [
      "SELECT COUNT(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'a'",
      [[2]],
    ],
    unasked: true,
  },
  {
    name: "DROP TABLE IF EXISTS p, missing",
    before: "CREATE TABLE p (id INT PRIMARY KEY)",
    files: { "001.sql": "DROP TABLE IF EXISTS p, missing;\n" },
    cut: { when: /^DROP TABLE/, at: "answered" },
    right: [
      "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'p'",
      [[0]],
    ],
    unasked: true,
  },
];

onBoth((open) => {
  describe("A5: a definition that looks the same proves nothing", () => {
    test.each(looksTheSame)("$name", async (one) => play(await open(), one));
  });
  describe("A6: another session's change is not the statement's own trace", () => {
    test.each(notYetRun)("$name", async (one) => play(await open(), one));
  });
  describe("A12: everyday statements ask nobody", () => {
    test.each(everyday)("$name", async (one) => play(await open(), one));
  });

  test("B11: what a person settled is done, and nothing calls it in doubt any more", async () => {
    const scene = await open();
    await scene.query("CREATE TABLE t (n INT); CREATE PROCEDURE p() INSERT INTO t VALUES (1)");
    commit(scene, { "001.sql": "CALL p();\n", "002.sql": "INSERT INTO t VALUES (2);\n" });
    meetOnce(scene, { when: /^CALL/, at: "answered" });
    const runs = [await scene.project.apply(scene.proxy.port), ...(await carryOn(scene, () => "--ran"))];
    expect(runs.filter(({ said }) => askedIn(said)).length).toBeGreaterThan(0);
    expect(runs.at(-1)).toEqual({ code: 0, said: expect.not.stringMatching(/doubt/) });
    expect((await scene.project.run("status")).said).not.toMatch(/doubt/);
    expect(await values(scene, "SELECT n FROM t ORDER BY n")).toEqual([[1], [2]]);
  });

  test("B11: a file whose last statement settled itself is done in the report of the run that found it", async () => {
    const scene = await open();
    commit(scene, { "001.sql": "CREATE TABLE t (n INT);\nALTER TABLE t ADD COLUMN m INT;\n" });
    meetOnce(scene, { when: /^ALTER TABLE t /, at: "answered" });
    const runs = [await scene.project.apply(scene.proxy.port), await scene.project.apply()];
    expect(runs.at(-1)).toEqual({ code: 0, said: expect.not.stringMatching(/doubt/) });
  });

  test("B11: a statement that settled itself is done in the report of a run that fails at the next", async () => {
    const scene = await open();
    commit(scene, { "001.sql": "CREATE TABLE t (n INT);\nINSERT INTO missing VALUES (1);\n" });
    meetOnce(scene, { when: /^CREATE TABLE t /, at: "answered" });
    const runs = [await scene.project.apply(scene.proxy.port), await scene.project.apply()];
    expect(runs.at(-1)).toEqual({ code: 1, said: expect.not.stringMatching(/doubt/) });
  });
});
