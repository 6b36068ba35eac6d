import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startFlavour } from "../../sandbox/mysql/start-flavour.ts";
import { diffSnapshots } from "../../src/core/rollout/drift/diff-snapshots.ts";
import { readSchemaSnapshot } from "../../src/mysql/read-snapshot.ts";
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
});
