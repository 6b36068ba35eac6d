import { describe, expect, test } from "vitest";
import { askedIn } from "../outside/answer.ts";
import { openProject } from "../outside/project.ts";
import { startProxy } from "../outside/proxy.ts";
import { type Case, commit, meetOnce, onBoth, play, values } from "./scene.ts";

const audited = `CREATE TABLE t (id INT PRIMARY KEY);
  CREATE TABLE audit (id INT PRIMARY KEY, n INT DEFAULT 0); CREATE TABLE total (n INT NOT NULL); INSERT INTO total VALUES (0);
  CREATE TRIGGER note AFTER INSERT ON t FOR EACH ROW
    BEGIN DECLARE next_id INT; SELECT COALESCE(MAX(id), 0) + 1 INTO next_id FROM audit; INSERT INTO audit (id) VALUES (next_id); END;
  CREATE TRIGGER sum_up AFTER INSERT ON audit FOR EACH ROW UPDATE total SET n = n + 1;`;
const counts = "SELECT (SELECT COUNT(*) FROM t), (SELECT COUNT(*) FROM audit), (SELECT n FROM total)";

/** Cut at its statement, or at the COMMIT that may have been answered. */
const undone: Case[] = [/^INSERT INTO t /, /^COMMIT/].map((when) => ({
  name: `cut after ${when}: a chain of triggers on InnoDB`,
  before: audited,
  files: { "001.sql": "INSERT INTO t VALUES (1);\n" },
  cut: { when, at: "answered" },
  right: [counts, [[1, 1, 1]]],
  unasked: true,
}));

interface Asking {
  name: string;
  before: string;
  says: RegExp;
  only?: "mariadb";
}

const asking: Asking[] = [
  {
    name: "a trigger that calls a procedure",
    before: `CREATE TABLE t (id INT PRIMARY KEY); CREATE TABLE audit (id INT);
      CREATE PROCEDURE keep (n INT) INSERT INTO audit VALUES (n);
      CREATE TRIGGER note AFTER INSERT ON t FOR EACH ROW CALL keep(NEW.id)`,
    says: /its trigger note calls keep, which may do anything/,
  },
  {
    name: "a trigger of a table that a trigger writes calls a function",
    before: `CREATE TABLE t (id INT PRIMARY KEY); CREATE TABLE audit (id INT); CREATE FUNCTION f (n INT) RETURNS INT NO SQL RETURN n;
      CREATE TRIGGER note AFTER INSERT ON t FOR EACH ROW INSERT INTO audit VALUES (NEW.id);
      CREATE TRIGGER more BEFORE INSERT ON audit FOR EACH ROW SET NEW.id = f(NEW.id)`,
    says: /audit changes, and its trigger more calls f/,
  },
  {
    name: "a trigger that reads a view",
    before: `CREATE TABLE t (id INT PRIMARY KEY); CREATE TABLE audit (id INT); CREATE VIEW v AS SELECT 1 AS n;
      CREATE TRIGGER note AFTER INSERT ON t FOR EACH ROW INSERT INTO audit SELECT n FROM v`,
    says: /v is a view/,
  },
  {
    name: "a trigger of a table that a trigger writes stores in MyISAM",
    // MySQL with GTIDs refuses the mix of engines.
    only: "mariadb",
    before: `CREATE TABLE t (id INT PRIMARY KEY); CREATE TABLE audit (id INT); CREATE TABLE seen (id INT) ENGINE=MyISAM;
      CREATE TRIGGER note AFTER INSERT ON t FOR EACH ROW INSERT INTO audit VALUES (NEW.id);
      CREATE TRIGGER more AFTER INSERT ON audit FOR EACH ROW INSERT INTO seen VALUES (NEW.id)`,
    says: /seen is stored in MyISAM/,
  },
];

onBoth((open, flavour) => {
  describe("a trigger that changes rows of InnoDB alone is undone with its statement", () => {
    test.each(undone)("$name", async (one) => play(await open(), one));
  });

  describe("what a trigger may do besides asks a person", () => {
    test.each(asking.filter(({ only = flavour }) => only === flavour))("$name", async ({ before, says }) => {
      const scene = await open();
      await scene.query(before);
      commit(scene, { "001.sql": "INSERT INTO t VALUES (1);\n" });
      meetOnce(scene, { when: /^INSERT INTO t /, at: "answered" });
      const { said } = await scene.project.apply(scene.proxy.port);
      expect(askedIn(said), said).toBeDefined();
      expect(said.replace(/\s+/g, " ")).toMatch(says);
      expect(await values(scene, "SELECT id FROM t")).toEqual([[1]]);
    });
  });

  test("triggers that the account is not shown ask a person", async () => {
    const { server, query, project } = await open();
    const [row] = await query("SELECT DATABASE() AS name");
    const [database, user] = [String(row?.name), "without_trigger"];
    await query(audited);
    await server.query(
      `CREATE USER IF NOT EXISTS ${user}@'127.0.0.1'; GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX ON ${database}.* TO ${user}@'127.0.0.1'`,
    );
    const own = openProject({ database, flavour, port: server.port, user });
    const proxy = await startProxy(server.port);
    own.commit({ "migrations/001.sql": "INSERT INTO t VALUES (1);\n" });
    meetOnce({ server, project, proxy, query }, { when: /^INSERT INTO t /, at: "answered" });
    const { said } = await own.apply(proxy.port);
    const why =
      flavour === "mysql" ? /is not shown whether t has triggers/ : /note is not shown to this account/;
    expect(said.replace(/\s+/g, " ")).toMatch(why);
    expect(askedIn(said), said).toBeDefined();
    proxy.close();
    own.remove();
  });
});
