import { describe, expect, test } from "vitest";
import type { Verdict } from "../outside/answer.ts";
import { type Case, carryOn, commit, last, onBoth, play, type Scene, values } from "./scene.ts";

const tables = `CREATE TABLE a (id INT PRIMARY KEY);
  CREATE PROCEDURE p() INSERT INTO a VALUES (2);`;
const makeMissing = "CREATE TABLE m (id INT PRIMARY KEY)";

/** The session has ended and the server has rolled back, if the table is as empty as it was. */
const byA = async (scene: Scene) =>
  (await values(scene, "SELECT id FROM a")).length === 0 ? ("--none-ran" as const) : ("--ran" as const);

const inTransaction = (name: string, statement: string, rows: number[]): Case => ({
  name,
  before: tables,
  files: {
    "001.sql": `BEGIN;\nINSERT INTO a VALUES (1);\n${statement};\nINSERT INTO m VALUES (3);\nCOMMIT;\n`,
  },
  fix: makeMissing,
  truth: byA,
  right: ["SELECT id FROM a UNION ALL SELECT id FROM m ORDER BY 1", [...rows, 3].map((id) => [id])],
});

/** A statement that looks as if it ended the transaction, and does not: what was rolled back is not done. */
const seemsToEnd: Case[] = [
  inTransaction("CALL", "CALL p()", [1, 2]),
  inTransaction("CHECKSUM TABLE", "CHECKSUM TABLE a", [1]),
  inTransaction("HANDLER", "HANDLER a OPEN;\nHANDLER a CLOSE", [1]),
  inTransaction("CREATE TEMPORARY TABLE", "CREATE TEMPORARY TABLE brief (id INT)", [1]),
  inTransaction("EXECUTE", "PREPARE s FROM 'INSERT INTO a VALUES (2)';\nEXECUTE s", [1, 2]),
];

const notCommitted: Case[] = [
  {
    name: "autocommit = 0, and what follows fails once",
    before: tables,
    files: { "001.sql": "SET autocommit = 0;\nCALL p();\nINSERT INTO m VALUES (3);\nCOMMIT;\n" },
    fix: makeMissing,
    truth: byA,
    right: ["SELECT id FROM a UNION ALL SELECT id FROM m ORDER BY 1", [[2], [3]]],
  },
  {
    name: "a procedure that sets autocommit = 0, commits and ends with a read",
    before: `CREATE TABLE a (id INT PRIMARY KEY);
      CREATE PROCEDURE q() BEGIN SET autocommit = 0; INSERT INTO a VALUES (2); COMMIT; SELECT COUNT(*) FROM a; END`,
    files: { "001.sql": "CALL q();\n", "002.sql": "INSERT INTO a VALUES (3);\n" },
    right: ["SELECT id FROM a ORDER BY 1", [[2], [3]]],
    unasked: true,
  },
];

const notOfOneEngine: Case[] = [
  {
    name: "an INSERT whose trigger writes MyISAM, cut",
    only: "mariadb",
    before: `CREATE TABLE t (id INT PRIMARY KEY); CREATE TABLE seen (id INT) ENGINE=MyISAM;
      CREATE TRIGGER see AFTER INSERT ON t FOR EACH ROW INSERT INTO seen VALUES (NEW.id)`,
    files: { "001.sql": "INSERT INTO t VALUES (1);\n" },
    cut: { when: /^INSERT INTO t /, at: "answered" },
    async truth(scene): Promise<Verdict> {
      if ((await values(scene, "SELECT id FROM t")).length > 0) return "--ran";
      await scene.query("DELETE FROM seen");
      return "--none-ran";
    },
    right: ["SELECT (SELECT COUNT(*) FROM t) AS t, (SELECT COUNT(*) FROM seen) AS seen", [[1, 1]]],
  },
];

onBoth((open, flavour) => {
  const here = (cases: Case[]) => cases.filter(({ only = flavour }) => only === flavour);

  describe("A1: what a transaction did is done when it is committed", () => {
    test.each(seemsToEnd)("$name", async (one) => play(await open(), one));
  });

  describe("A2: done is never written for what is not committed", () => {
    test.each(notCommitted)("$name", async (one) => play(await open(), one));

    test.each([
      ["which the file's words show", ""],
      ["and what follows fails once", "INSERT INTO m VALUES (3);\n"],
    ])("autocommit = 0 without COMMIT, %s: its row is there, or it is refused for ever", async (_, more) => {
      const scene = await open();
      await scene.query(tables);
      commit(scene, { "001.sql": `SET autocommit = 0;\nCALL p();\n${more}` });
      await carryOn(scene, byA);
      await scene.query(makeMissing);
      const { code, said } = last(await carryOn(scene, byA));
      const rows = await values(scene, "SELECT id FROM a");
      if (code === 0) expect(rows).toEqual([[2]]);
      else expect(said).toMatch(/COMMIT/);
    });
  });

  describe("A10: LOCK TABLES keeps others out until UNLOCK TABLES", () => {
    test("held while its statements run, or refused", async () => {
      const scene = await open();
      await scene.query("CREATE TABLE t (n INT PRIMARY KEY); INSERT INTO t VALUES (1)");
      commit(scene, { "001.sql": "LOCK TABLES t WRITE;\nUPDATE t SET n = n + 1;\nUNLOCK TABLES;\n" });
      scene.proxy.meet = ({ sql }) =>
        sql.startsWith("UPDATE t ")
          ? {
              at: "before",
              does: () =>
                scene.query("SET lock_wait_timeout = 1; INSERT INTO t VALUES (100)").catch(() => {}),
            }
          : undefined;
      const { code, said } = await scene.project.apply(scene.proxy.port);
      const rows = await values(scene, "SELECT n FROM t ORDER BY n");
      if (code === 0) expect(rows).toEqual([[2]]);
      else expect({ said, rows }).toEqual({ said: expect.stringMatching(/LOCK TABLES/), rows: [[1]] });
    });

    test("not gone on with in a session that has no lock", async () => {
      await play(await open(), {
        name: "cut behind LOCK TABLES",
        before: "CREATE TABLE t (n INT PRIMARY KEY); INSERT INTO t VALUES (1)",
        files: { "001.sql": "LOCK TABLES t WRITE;\nUPDATE t SET n = n + 1;\nUNLOCK TABLES;\n" },
        cut: { when: /^UPDATE t /, at: "before" },
        truth: async (scene) =>
          (await values(scene, "SELECT n FROM t"))[0]?.[0] === 1 ? "--none-ran" : "--ran",
        right: ["SELECT n FROM t", [[2]]],
      });
    });
  });

  // MySQL itself refuses the mix of engines.
  const mixed = here(notOfOneEngine);
  if (mixed.length > 0)
    describe("A11: what cannot be rolled back is not taken for rolled back", () => {
      test.each(mixed)("$name", async (one) => play(await open(), one));
    });
});
