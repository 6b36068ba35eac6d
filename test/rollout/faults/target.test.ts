import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openProject, type Project, policyText } from "../outside/project.ts";
import { type Server, startServer } from "../outside/server.ts";
import { carryOn, commit, onBoth, type Scene, values } from "./scene.ts";

/** A project of the same scene with another policy, or as another account. */
function otherProject(
  { server, project: { database } }: Scene,
  more: { policy?: string; user?: string },
): Project {
  return openProject({ database, flavour: server.flavour, port: server.port, ...more });
}

async function account(
  { server, project: { database } }: Scene,
  user: string,
  rights: string,
): Promise<void> {
  await server.query(
    `CREATE USER IF NOT EXISTS ${user}@'127.0.0.1'; GRANT ${rights} ON ${database}.* TO ${user}@'127.0.0.1'`,
  );
}

/** Tables with their rows, and views, from one server to another, as a dump brings them. */
async function restore(from: Server, to: Server, database: string): Promise<void> {
  const tables = await from.query("SHOW FULL TABLES", database);
  await to.query(`DROP DATABASE IF EXISTS ${database}; CREATE DATABASE ${database}`);
  const into = await to.connect(database);
  for (const type of ["BASE TABLE", "VIEW"]) {
    for (const name of tables
      .filter((row) => row.Table_type === type)
      .map((row) => String(Object.values(row)[0]))) {
      const [made] = await from.query(`SHOW CREATE TABLE ${name}`, database);
      await into.query(String(Object.values(made ?? {})[1]));
      const rows = type === "VIEW" ? [] : await from.query(`SELECT * FROM ${name}`, database);
      for (const row of rows) await into.query(`INSERT INTO ${name} VALUES (?)`, [Object.values(row)]);
    }
  }
  into.destroy();
}

const everything =
  "SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, REFERENCES, CREATE VIEW, CREATE ROUTINE, ALTER ROUTINE, EXECUTE, EVENT, LOCK TABLES";

onBoth((open, flavour) => {
  let second: Server;
  beforeAll(async () => {
    second = await startServer(flavour);
  });
  afterAll(() => second?.stop());

  describe("B5: which server and which target this is", () => {
    test("another server behind the same URL is said", async () => {
      const scene = await open();
      commit(scene, { "001.sql": "CREATE TABLE t (n INT);\n" });
      await scene.project.apply();
      await restore(scene.server, second, scene.project.database);
      commit(scene, { "002.sql": "INSERT INTO t VALUES (1);\n" });
      const { said } = await scene.project.apply(second.port);
      expect(said).toMatch(/(another|other|different) server|restored|failover/i);
    });

    test("Prod's dump restored as Test is refused", async () => {
      const scene = await open();
      const { database } = scene.project;
      const engine = flavour === "mysql" ? "mysql-8.4" : "mariadb-10.11";
      const policy = policyText(database, engine).replace(
        "environment: test, engine",
        "environment: prod, engine",
      );
      const prod = otherProject(scene, {
        policy: policy.replace(
          "test: { rollout: automatic }",
          "test: { rollout: automatic }\n  prod: { rollout: automatic }",
        ),
      });
      const files = { "migrations/001.sql": "CREATE TABLE t (n INT);\n" };
      prod.commit(files);
      expect(await prod.run("apply", ["--environment", "prod"])).toMatchObject({ code: 0 });
      await restore(scene.server, second, database);
      scene.project.commit({ ...files, "migrations/002.sql": "INSERT INTO t VALUES (1);\n" });
      const { code, said } = await scene.project.apply(second.port);
      prod.remove();
      expect({ code, rows: await second.query("SELECT * FROM t", database) }).toEqual({ code: 1, rows: [] });
      expect(said).toMatch(/prod/);
    });
  });

  describe("B6: drift names the object and what differs", () => {
    const made = "CREATE TABLE t (id INT PRIMARY KEY);\nCREATE TABLE other (id INT PRIMARY KEY);\n";
    const drifts: [string, string, RegExp][] = [
      ["a column by hand", "ALTER TABLE t ADD COLUMN by_hand INT", /\bt\b[\s\S]*by_hand|by_hand[\s\S]*\bt\b/],
      // No server has it by default.
      ["ALTER DATABASE", "ALTER DATABASE CHARACTER SET latin2", /latin2/],
      ["a table is gone", "DROP TABLE other", /other/],
    ];
    test.each(drifts)("%s", async (_, sql, named) => {
      const scene = await open();
      commit(scene, { "001.sql": made });
      await scene.project.apply();
      await scene.query(sql);
      commit(scene, { "002.sql": "INSERT INTO t (id) VALUES (1);\n" });
      const { code, said } = await scene.project.apply();
      expect({ code, rows: await values(scene, "SELECT id FROM t") }).toEqual({ code: 1, rows: [] });
      expect(said).toMatch(named);
    });

    test("a change by hand after a failed run", async () => {
      const scene = await open();
      commit(scene, { "001.sql": `${made}INSERT INTO missing VALUES (1);\n` });
      await scene.project.apply();
      await scene.query("ALTER TABLE t ADD COLUMN by_hand INT");
      const { code, said } = await scene.project.apply();
      expect({ code, said }).toEqual({ code: 1, said: expect.stringMatching(/by_hand/) });
    });

    test("what the account cannot see is said", async () => {
      const scene = await open();
      await account(scene, "blind", `${everything}, SHOW VIEW`);
      const project = otherProject(scene, { user: "blind" });
      project.commit({ "migrations/001.sql": made });
      const { code, said } = await project.apply();
      project.remove();
      expect({ code, said }).toEqual({ code: 0, said: expect.stringMatching(/TRIGGER/) });
    });
  });

  test("B9: a missing right is named before anything runs", async () => {
    const scene = await open();
    await account(scene, "viewless", `${everything}, TRIGGER`);
    await scene.query("CREATE TABLE t (n INT); CREATE VIEW v AS SELECT n FROM t");
    const project = otherProject(scene, { user: "viewless" });
    project.commit({ "migrations/001.sql": "INSERT INTO t VALUES (1);\n" });
    const { said } = await project.apply();
    project.remove();
    expect(said).toMatch(/SHOW VIEW/);
  });

  test("B10: three targets, the second fails: each is listed as what it is", async () => {
    const scene = await open();
    const names = ["one", "two", "three"].map((name) => `${scene.project.database}_${name}`);
    for (const name of names) await scene.server.query(`CREATE DATABASE ${name}`);
    await scene.server.query(`CREATE TABLE ${names[1]}.t (n INT)`);
    const { database } = scene.project;
    const engine = flavour === "mysql" ? "mysql-8.4" : "mariadb-10.11";
    const policy = policyText(database, engine)
      .replace(`  ${database}: {`, names.map((name) => `  ${name}: {`).join(" instances: [server] }\n"))
      .replace(`databases: [${database}]`, `databases: [${names.join(", ")}]`);
    const project = otherProject(scene, { policy });
    project.commit({ "migrations/001.sql": "CREATE TABLE t (n INT);\n" });
    const { code, said } = await project.run("apply", ["--json"]);
    project.remove();
    const { targets } = JSON.parse(said.slice(said.search(/^\{/m))) as {
      targets: { database: string; state: string }[];
    };
    const ended = new Map(targets.map((one) => [one.database, one.state]));
    expect(code).toBe(1);
    expect(names.map((name) => ended.get(name))).toEqual(["done", "failed", expect.any(String)]);
    const last = await scene.query(`SHOW TABLES IN ${names[2]} LIKE 't'`);
    expect(ended.get(names[2] ?? "")).toBe(last.length > 0 ? "done" : "not-tried");
  });

  describe("B13: what the server said is kept", () => {
    test("warnings", async () => {
      const scene = await open();
      commit(scene, {
        "001.sql": "CREATE TABLE t (n INT PRIMARY KEY);\nINSERT IGNORE INTO t VALUES (41), (41);\n",
      });
      await carryOn(scene, () => "--ran");
      const rows = JSON.stringify(await scene.query("SELECT * FROM tollgate_ledger"));
      expect(rows).toMatch(/Duplicate entry '41'/);
    });
  });
});
