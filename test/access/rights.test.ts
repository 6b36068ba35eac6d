import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startFlavour } from "../../sandbox/mysql/start-flavour.ts";
import { lookAtConnections } from "../../src/cli/doctor/look-at-connections.ts";
import type { Policy } from "../../src/core/policy/policy.ts";
import { holdsGlobally, holdsOn } from "../../src/core/rollout/access/holds.ts";
import { missingRights } from "../../src/core/rollout/access/missing-rights.ts";
import { mysqlAccounts } from "../../src/mysql/mysql-accounts.ts";

const databases = ["shop", "shy", "a_b", "axb", "other"];

/** GRANTs of one account; `ROLE r` makes one of these its default role, `REVOKE …` takes back (MySQL). */
const accounts: Readonly<Record<string, readonly string[]>> = {
  nothing: [],
  wild: ["SELECT ON `sh%`.*", "INSERT ON shop.*", "SELECT ON `a_b`.*"],
  escaped: ["SELECT, CREATE ON `a\\_b`.*"],
  single: ["SELECT, INSERT ON shop.t", "SELECT (id) ON other.t"],
  everywhere: ["SELECT, PROCESS ON *.*", "ALL ON other.*"],
  owner: ["ALL ON shop.*"],
  roles: ["ROLE writers", "SELECT ON other.*"],
  root2: ["ALL ON *.*"],
};

/** Statements that a server answers or denies. */
const trials: Readonly<Record<string, (database: string) => string>> = {
  SELECT: (database) => `SELECT * FROM ${database}.t`,
  INSERT: (database) => `INSERT INTO ${database}.t VALUES (1, 1)`,
  CREATE: (database) => `CREATE TABLE ${database}.made (id INT)`,
};

describe.each(["mysql", "mariadb"] as const)("accounts of %s", (flavour) => {
  let server: Awaited<ReturnType<typeof startFlavour>>;
  let root: Connection;
  beforeAll(async () => {
    server = await startFlavour(flavour, { log: (line) => process.stdout.write(`${line}\n`) });
    root = await createConnection({ uri: server.url });
    for (const database of databases) {
      await root.query(`CREATE DATABASE ${database}`);
      await root.query(`CREATE TABLE ${database}.t (id INT, x INT)`);
    }
    for (const role of ["writers", "readers"]) await root.query(`CREATE ROLE ${role}`);
    await root.query("GRANT INSERT ON shop.* TO writers");
    await root.query("GRANT SELECT ON `sh%`.* TO readers");
    await root.query("GRANT readers TO writers");
    for (const [name, grants] of Object.entries(accounts)) await make(name, grants);
    if (flavour === "mariadb") await root.query("GRANT SELECT ON shy.* TO PUBLIC");
  });
  afterAll(async () => {
    await root?.end();
    await server?.stop();
  });

  async function make(name: string, grants: readonly string[]): Promise<void> {
    const account = `\`${name}\`@localhost`;
    await root.query(`CREATE USER ${account} IDENTIFIED BY 'secret'`);
    for (const grant of grants) {
      const [, role] = grant.match(/^ROLE (\w+)$/) ?? [];
      const [, revoked] = grant.match(/^REVOKE (.*)$/) ?? [];
      if (role) {
        await root.query(`GRANT ${role} TO ${account}`);
        await root.query(`SET DEFAULT ROLE ${role} ${flavour === "mysql" ? "TO" : "FOR"} ${account}`);
      } else if (revoked) await root.query(`REVOKE ${revoked} FROM ${account}`);
      else await root.query(`GRANT ${grant} TO ${account}`);
    }
  }

  const urlOf = (name: string) =>
    Object.assign(new URL(server.url), { username: name, password: "secret" }).href;
  const targetOf = (database: string) => ({
    ...{ environment: "prod", instance: "db-1", database, engine: "mysql-8.4", labels: {} },
    connection: "URL",
  });
  const access = (name: string, database = "shop") =>
    mysqlAccounts({ URL: urlOf(name) }).access(targetOf(database));

  async function allowed(connection: Connection, sql: string): Promise<boolean> {
    try {
      await connection.query(sql);
      return true;
    } catch (error) {
      expect([1142, 1044]).toContain((error as { errno: number }).errno);
      return false;
    }
  }

  const cells = databases.flatMap((database) =>
    Object.entries(trials).map(([privilege, trial]) => ({ database, privilege, sql: trial(database) })),
  );

  /** What the server does with a statement against what its grants were read to mean. */
  async function compare(names: readonly string[]) {
    const all = { said: [] as string[], done: [] as string[] };
    for (const name of names) {
      const { privileges } = await access(name);
      const connection = await createConnection({ uri: urlOf(name) });
      for (const { database, privilege, sql } of cells) {
        const cell = `${name}: ${privilege} on ${database}`;
        all.said.push(...(privileges && holdsOn(privileges, privilege, database) ? [cell] : []));
        all.done.push(...((await allowed(connection, sql)) ? [cell] : []));
        await root.query(`DROP TABLE IF EXISTS ${database}.made`);
      }
      connection.destroy();
    }
    return all;
  }

  test("what the grants are read to mean is what the server does", async () => {
    const { said, done } = await compare(Object.keys(accounts));
    // A privilege on one table is none on the database.
    const onTable = ["single: SELECT on shop", "single: INSERT on shop"];
    expect(done.length).toBeGreaterThan(30);
    expect(said).toEqual(done.filter((cell) => !onTable.includes(cell)));
    expect(done).toEqual(expect.arrayContaining(onTable));
  });

  test.runIf(flavour === "mysql")("also where privileges are taken back", async () => {
    await root.query("SET GLOBAL partial_revokes = ON");
    await make("partly", ["SELECT, INSERT ON *.*", "REVOKE SELECT ON shop.*", "REVOKE INSERT ON a_b.*"]);
    const { said, done } = await compare(["partly", "wild", "escaped", "everywhere"]);
    expect(done).not.toContain("partly: SELECT on shop");
    expect(done).toContain("partly: SELECT on axb");
    expect(said).toEqual(done);
    await root.query("DROP USER partly@localhost");
    await root.query("SET GLOBAL partial_revokes = OFF");
  });

  test("each GRANT that is named gives what was missing", async () => {
    for (const use of ["look", "statistics", "drift", "rollout"] as const) {
      for (const database of ["shop", "a_b"]) {
        await make("bare", []);
        const missing = missingRights(await access("bare", database), use, database) ?? [];
        expect(missing.length).toBeGreaterThan(0);
        for (const { grant } of missing) await root.query(grant);
        expect(missingRights(await access("bare", database), use, database)).toEqual([]);
        // As written, `a_b` would be `axb` as well.
        expect(missingRights(await access("bare", database), "look", "axb")).toHaveLength(1);
        await root.query("DROP USER bare@localhost");
      }
    }
  });

  test("PROCESS shows what it is named for", async () => {
    for (const name of ["everywhere", "owner"]) {
      const { privileges } = await access(name);
      const connection = await createConnection({ uri: urlOf(name) });
      const seen = await connection.query("SELECT 1 FROM information_schema.INNODB_TRX").then(
        () => true,
        () => false,
      );
      connection.destroy();
      expect(privileges && holdsGlobally(privileges, "PROCESS")).toBe(seen);
    }
  });

  test("doctor names what an account lacks, with the GRANT and what it costs", async () => {
    const policy = { environments: [], projects: [{ targets: [targetOf("shop")] }] } as unknown as Policy;
    const doctor = async (name: string) =>
      (await lookAtConnections(policy, { URL: urlOf(name) })).map(
        ({ state, what, fix }) => `${state}: ${what} ${fix}`,
      );
    expect(await doctor("owner")).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^advice: 'owner'@'localhost' lacks PROCESS\. Without it .* GRANT PROCESS ON \*\.\* TO/,
        ),
      ]),
    );
    expect((await doctor("owner")).filter((line) => line.startsWith("wrong"))).toEqual([]);
    expect(await doctor("everywhere")).toEqual(
      expect.arrayContaining([
        "advice: 'everywhere'@'localhost' may look at shop, and cannot roll out to it. Where it should: GRANT INSERT ON `shop`.* TO 'everywhere'@'localhost'; GRANT CREATE ON `shop`.* TO 'everywhere'@'localhost';",
      ]),
    );
    expect((await doctor("root2")).filter((line) => !line.startsWith("fine"))).toEqual([]);
  });

  test("a read-only server is told, whatever the account may do", async () => {
    const variable = flavour === "mysql" ? "super_read_only" : "read_only";
    await root.query(`SET GLOBAL ${variable} = ON`);
    try {
      const { mode } = await access("root2");
      expect(mode.readOnly).toEqual(flavour === "mysql" ? ["super_read_only", "read_only"] : ["read_only"]);
      expect(mode.replicatesFrom).toEqual([]);
      expect((await access("owner")).mode.replicatesFrom).toBeUndefined();
    } finally {
      await root.query("SET GLOBAL read_only = OFF");
    }
  });

  test("a replica names where it replicates from", async () => {
    const source = {
      mysql: "CHANGE REPLICATION SOURCE TO SOURCE_HOST='db-1.test', SOURCE_PORT=3307",
      mariadb: "CHANGE MASTER TO MASTER_HOST='db-1.test', MASTER_PORT=3307",
    };
    await root.query(source[flavour]);
    expect((await access("root2")).mode.replicatesFrom).toEqual(["db-1.test:3307"]);
    await root.query(flavour === "mysql" ? "RESET REPLICA ALL" : "RESET SLAVE ALL");
    const [rows] = await root.query<RowDataPacket[]>("SHOW REPLICA STATUS");
    expect(rows).toEqual([]);
  });
});
