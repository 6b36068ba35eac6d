import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startFlavour } from "../../sandbox/mysql/start-flavour.ts";
import { driftCommand } from "../../src/cli/commands/drift.ts";
import { diffSnapshots } from "../../src/core/rollout/drift/diff-snapshots.ts";
import { readSchemaSnapshot } from "../../src/mysql/read-snapshot.ts";
import { encodeSnapshot } from "../../src/operations/rollout/encode-snapshot.ts";
import { everything, quietChanges, schemaChanges } from "./schema-changes.ts";

describe.each(["mysql", "mariadb"] as const)("drift on %s", (flavour) => {
  let server: Awaited<ReturnType<typeof startFlavour>>;
  let root: Connection;
  beforeAll(async () => {
    server = await startFlavour(flavour, { log: (line) => process.stdout.write(`${line}\n`) });
    root = await createConnection({ uri: server.url });
  });
  afterAll(async () => {
    await root?.end();
    await server?.stop();
  });

  async function anew(): Promise<void> {
    const sequence = flavour === "mariadb" ? ["CREATE SEQUENCE counter START WITH 10"] : [];
    const start = ["DROP DATABASE IF EXISTS shop", "CREATE DATABASE shop CHARACTER SET utf8mb4", "USE shop"];
    for (const sql of [...start, ...everything, ...sequence]) await root.query(sql);
  }
  const snapshot = () => readSchemaSnapshot(root, "shop", []);

  test("every change is seen, and names its object", async () => {
    const missed: string[] = [];
    const own = schemaChanges.filter((change) => change.flavour === undefined || change.flavour === flavour);
    await anew();
    const before = await snapshot();
    for (const { sql, object } of own) {
      await anew();
      for (const statement of sql) await root.query(statement);
      const { changes } = diffSnapshots(before, await snapshot(), []);
      if (!changes.some((change) => change.object === object))
        missed.push(`${sql.join("; ")}: ${JSON.stringify(changes)}`);
    }
    expect(missed).toEqual([]);
    expect(own.length).toBeGreaterThan(75);
  }, 600_000);

  test("what happens while an application works is no change", async () => {
    await anew();
    const before = await snapshot();
    for (const sql of quietChanges) await root.query(sql);
    if (flavour === "mariadb") await root.query("SELECT NEXT VALUE FOR counter");
    await root.query("CREATE TABLE tollgate_ledger (id INT)");
    expect(diffSnapshots(before, await snapshot(), []).changes).toEqual([]);
    await root.query("DROP TEMPORARY TABLE passing");
  });

  test("a dropped column is one change of it, and one of its neighbour", async () => {
    await anew();
    const before = await snapshot();
    await root.query("ALTER TABLE t DROP COLUMN e");
    const { changes } = diffSnapshots(before, await snapshot(), []);
    expect(
      changes.map(({ object, parts }) => [object, parts.map(({ part, change }) => `${change} ${part}`)]),
    ).toEqual([["table t", ["removed column e", "changed column g"]]]);
  });

  test("attributes are told before and after", async () => {
    await anew();
    const before = await snapshot();
    await root.query("ALTER TABLE t MODIFY e ENUM('x','y','z')");
    const { changes } = diffSnapshots(before, await snapshot(), []);
    expect(changes).toEqual([
      {
        object: "table t",
        change: "changed",
        parts: [
          {
            part: "column e",
            change: "changed",
            attributes: [{ name: "COLUMN_TYPE", before: "enum('x','y')", after: "enum('x','y','z')" }],
          },
        ],
      },
    ]);
  });

  test("it takes a handful of questions, whatever the number of tables", async () => {
    await root.query("DROP DATABASE IF EXISTS shop");
    await root.query("CREATE DATABASE shop");
    for (let i = 0; i < 300; i++)
      await root.query(`CREATE TABLE shop.t${i} (id INT PRIMARY KEY, a INT, KEY (a))`);
    const asked = async () => {
      const [rows] = await root.query<RowDataPacket[]>("SHOW SESSION STATUS LIKE 'Questions'");
      return Number(rows[0]?.Value);
    };
    const start = await asked();
    const { objects } = await snapshot();
    expect((await asked()) - start - 1).toBeLessThanOrEqual(5);
    expect(Object.keys(objects)).toHaveLength(301);
  });

  describe("against what was left", () => {
    const url = (user: string) =>
      Object.assign(new URL(server.url), { username: user, password: "secret" }).href;
    const policy = `version: 1
environments: { prod: { rollout: automatic, drift: { ignore: [partitions] } } }
instances: { db-1: { environment: prod, engine: mysql-8.4, connection: PROD_URL } }
databases: { shop: { instances: [db-1] } }
projects: { app: { migrations: "*.sql", databases: [shop] } }
`;
    async function drift(user: string, ...args: string[]) {
      const said = { out: "", err: "" };
      const code = await driftCommand.run(["--environment", "prod", "--policy", "p.yml", ...args], {
        out: (text) => {
          said.out += text;
        },
        err: (text) => {
          said.err += text;
        },
        readFile: async () => Buffer.from(policy),
        readText: async () => "",
        env: { PROD_URL: url(user) },
        cwd: "/",
        colour: false,
      });
      return { code, ...said };
    }

    beforeAll(async () => {
      await anew();
      const grants = { seer: "SELECT, SHOW VIEW, TRIGGER, EVENT, EXECUTE", reader: "SELECT" };
      for (const [name, granted] of Object.entries(grants)) {
        await root.query(`CREATE USER ${name}@localhost IDENTIFIED BY 'secret'`);
        await root.query(`GRANT ${granted} ON shop.* TO ${name}@localhost`);
      }
    });

    /** As the rollout leaves it. */
    async function leave(): Promise<void> {
      const snapshot = encodeSnapshot(await readSchemaSnapshot(root, "shop", []));
      await root.query(
        "CREATE TABLE IF NOT EXISTS tollgate_ledger (id INT PRIMARY KEY AUTO_INCREMENT, at DATETIME(3), event VARCHAR(12), detail MEDIUMTEXT)",
      );
      await root.query("INSERT INTO tollgate_ledger (at, event, detail) VALUES (?, 'schema', ?)", [
        "2026-11-30 12:00:00.000",
        JSON.stringify({ snapshot }),
      ]);
    }

    test("without a picture there is nothing to compare, and the way to take one is told", async () => {
      const { code, out } = await drift("seer");
      expect(code).toBe(2);
      expect(out).toContain("No rollout has left a picture of the schema of shop @ db-1.");
      expect(out).toContain("tollgate baseline --environment prod --instance db-1 --database shop --schema");
    });

    test("what differs is told with names and attributes; what the account does not see is not taken for gone", async () => {
      await leave();
      const quiet = await drift("seer");
      expect([quiet.code, quiet.out]).toEqual([
        0,
        expect.stringContaining("as it was left at 2026-11-30T12:00:00.000Z"),
      ]);
      await root.query("ALTER TABLE t MODIFY e ENUM('x','y','z')");
      await root.query("DROP TRIGGER before_t");
      await root.query("ALTER TABLE parts DROP PARTITION p0");
      const full = await drift("seer");
      expect(full.code).toBe(1);
      expect(full.out).toContain("2 objects differ from what was left at 2026-11-30T12:00:00.000Z");
      expect(full.out).toContain("  table t: column e: COLUMN_TYPE: enum('x','y') -> enum('x','y','z')\n");
      expect(full.out).toContain("  trigger before_t: removed\n");
      expect(full.out).not.toContain("partition");
      const less = await drift("reader");
      expect(less.out).toContain("1 object differs");
      expect(less.out).toContain(
        "(not compared, since the account does not see them: views, triggers, events, routines",
      );
      expect(less.out).not.toContain("trigger before_t");
    });

    test("the other forms say the same", async () => {
      const [found] = JSON.parse((await drift("seer", "--json")).out);
      expect(found).toMatchObject({
        environment: "prod",
        instance: "db-1",
        database: "shop",
        state: "drifted",
      });
      expect(found.changes).toHaveLength(2);
      expect((await drift("seer", "--format", "markdown")).out).toContain("- `trigger before_t: removed`");
    });

    test("who cannot be reached is told, not passed over", async () => {
      const { code, out } = await drift("nobody");
      expect([code, out]).toEqual([2, expect.stringContaining("db-1 cannot be reached")]);
    });
  });
});
