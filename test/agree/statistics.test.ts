import { type Connection, createConnection, type ResultSetHeader, type RowDataPacket } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type StartedServers, startServers } from "../../sandbox/mysql/start-servers.ts";
import { replayScript } from "../../src/core/change/replay-script.ts";
import { askAbout, type DatabaseAnswers } from "../../src/core/rollout/ask-about.ts";
import { planStatements } from "../../src/core/rollout/plan-statements.ts";
import { emptyCatalog } from "../../src/core/schema/catalog.ts";
import { parseEngine } from "../../src/core/sql/engine.ts";
import { mysqlDatabases } from "../../src/mysql/mysql-databases.ts";
import { makeAMillionOrders } from "./ask/a-million-orders.ts";

let servers: StartedServers;
let root: Connection;
const urls: Record<string, string> = {};

/** `reader` may SELECT and no more; `watcher` also sees what PROCESS and TRIGGER show. */
const accounts = {
  reader: ["SELECT, EXECUTE ON asked.*"],
  watcher: ["PROCESS ON *.*", "SELECT, TRIGGER ON asked.*"],
};

beforeAll(async () => {
  servers = await startServers(["asked"], { log: (line) => process.stdout.write(`${line}\n`) });
  const { url } = servers.server("asked");
  root = await createConnection({ uri: url });
  for (const sql of ["DROP DATABASE IF EXISTS asked", "CREATE DATABASE asked", "USE asked"])
    await root.query(sql);
  await makeAMillionOrders(root);
  for (const sql of around) await root.query(sql);
  for (const [name, grants] of Object.entries(accounts)) {
    await root.query(`DROP USER IF EXISTS ${name}@localhost`);
    await root.query(`CREATE USER ${name}@localhost IDENTIFIED BY 'secret'`);
    for (const grant of grants) await root.query(`GRANT ${grant} TO ${name}@localhost`);
    urls[name] = Object.assign(new URL(url), { username: name, password: "secret" }).href;
  }
});

afterAll(async () => {
  await root?.end();
  await servers?.stop();
});

const around = [
  "CREATE TABLE notes (id INT PRIMARY KEY AUTO_INCREMENT, what VARCHAR(20))",
  "CREATE TABLE invoices (id INT PRIMARY KEY, customer INT NOT NULL, FOREIGN KEY (customer) REFERENCES customers (id))",
  "CREATE TABLE `a-b` (id INT PRIMARY KEY)",
  "CREATE TABLE copies (id INT PRIMARY KEY)",
  "CREATE TABLE copied AS SELECT d AS id FROM digits",
  "CREATE TABLE parts (id INT PRIMARY KEY, word CHAR(1)) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (5), PARTITION p1 VALUES LESS THAN (10))",
  "INSERT INTO parts SELECT d, 'a' FROM digits",
  "ALTER TABLE digits ADD COLUMN word VARCHAR(5), ALGORITHM=INSTANT",
  "CREATE TRIGGER noted AFTER INSERT ON customers FOR EACH ROW INSERT INTO notes (what) VALUES ('trigger')",
  "CREATE FUNCTION note() RETURNS INT DETERMINISTIC BEGIN INSERT INTO notes (what) VALUES ('function'); RETURN 1; END",
  "CREATE VIEW seen AS SELECT * FROM orders WHERE customer = note()",
];

const target = {
  ...{ environment: "prod", instance: "prod-1", database: "asked", labels: {} },
  get engine() {
    return `${servers.flavour}-${servers.version.split(".").slice(0, 2).join(".")}`;
  },
};

function ask(account: keyof typeof accounts, ...statements: string[]): Promise<DatabaseAnswers> {
  const connection = account.toUpperCase();
  const variables = { [connection]: urls[account] };
  const clock = { now: () => new Date("2026-01-02T03:04:05Z") };
  return mysqlDatabases(variables, clock).ask({ ...target, connection }, statements.map(question));
}

function question(sql: string) {
  const { statements } = replayScript(sql, { engine: parseEngine(target.engine), catalog: emptyCatalog() });
  const [planned] = planStatements({ statements, database: "asked", sha256: String });
  if (!planned) throw new Error(`${sql} is no statement.`);
  return askAbout(planned);
}

describe("rows of a change, on a table of 1,000,000", () => {
  test.each([
    "UPDATE orders SET amount = 0",
    "UPDATE orders SET amount = 0 WHERE customer = 7",
    "UPDATE orders SET amount = 0 WHERE customer BETWEEN 100 AND 400",
    "UPDATE orders o SET o.amount = 0 WHERE id < 200000",
    "UPDATE orders SET amount = 0 WHERE state = 'new'",
    "DELETE FROM orders WHERE id = 5",
    "DELETE FROM orders WHERE 1 = 0",
    "UPDATE orders o JOIN customers c ON c.id = o.customer SET o.amount = 0 WHERE c.vip = 3",
    "DELETE o FROM orders o JOIN customers c ON c.id = o.customer WHERE c.vip = 3",
    "DELETE FROM o USING orders AS o JOIN customers c ON c.id = o.customer WHERE c.vip = 3",
    "DELETE FROM orders WHERE customer IN (SELECT id FROM customers WHERE vip = 3)",
    "INSERT INTO notes (id) SELECT id FROM orders WHERE customer = 7",
    "REPLACE INTO notes (id) SELECT id FROM orders WHERE state = 'new'",
    "INSERT INTO notes (id) SELECT id FROM orders UNION ALL SELECT id FROM customers",
    "INSERT INTO notes (id) SELECT customer FROM orders GROUP BY customer ON DUPLICATE KEY UPDATE what = 'x'",
  ])("%s: as the optimizer reckons for who may change it", async (sql) => {
    const { statements } = await ask("reader", sql);
    expect(statements).toEqual([{ syntax: { verdict: "valid" }, rows: { rows: await ownEstimate(sql) } }]);
  });

  test("a LIMIT bounds them", async () => {
    const { statements } = await ask(
      "reader",
      "DELETE FROM orders WHERE state = 'new' ORDER BY id LIMIT 500",
    );
    expect(statements[0]?.rows).toEqual({ rows: 500 });
  });

  test("the whole table is within some percent of what is there", async () => {
    const { statements } = await ask("reader", "DELETE FROM orders");
    const rows = statements[0]?.rows;
    expect(rows && "rows" in rows && Math.abs(rows.rows / 1_000_000 - 1)).toBeLessThan(0.1);
  });
});

/** EXPLAIN of the change itself: the product over its tables, and the sum over the members of a union. */
async function ownEstimate(sql: string): Promise<number> {
  const explain = servers.flavour === "mariadb" ? "EXPLAIN EXTENDED" : "EXPLAIN FORMAT=TRADITIONAL";
  const [plan] = await root.query<RowDataPacket[]>(`${explain} ${sql}`);
  const products = new Map<string, number>();
  for (const { id, select_type, table, rows, filtered } of plan) {
    if (select_type === "INSERT" || select_type === "REPLACE" || String(table).startsWith("<union")) continue;
    products.set(
      String(id),
      (products.get(String(id)) ?? 1) * Number(rows ?? 0) * (Number(filtered ?? 100) / 100),
    );
  }
  return Math.round([...products.values()].reduce((sum, product) => sum + product, 0));
}

describe("what cannot be told is said, and never taken for none", () => {
  test.each([
    ["DELETE FROM mysql.user", /user is not there yet, or the account may not see it/],
    ["DELETE FROM nowhere", /nowhere is not there yet, or the account may not see it/],
    ["DELETE FROM seen", /seen is a view/],
    ["INSERT INTO notes (what) SELECT word FROM information_schema.KEYWORDS", /KEYWORDS is/],
    ["UPDATE orders SET amount = 0 WHERE nosuch = 1", /the server says: Unknown column 'nosuch'/],
  ])("%s", async (sql, why) => {
    const { statements } = await ask("reader", sql);
    expect(statements[0]?.rows).toEqual({ why: expect.stringMatching(why) });
  });

  test("numbers that need a privilege are left out without it, and there with it", async () => {
    const { tables } = (await ask("reader")).statistics;
    expect(Object.keys(tables)).toEqual([
      ...["a-b", "copied", "copies", "customers", "digits", "invoices", "notes", "orders", "parts"],
    ]);
    expect(tables.orders).toEqual({ rows: expect.any(Number), bytes: expect.any(Number) });
    expect(tables.orders?.rows).toBeGreaterThan(900_000);
    expect(tables.customers?.referencedBy).toEqual(["invoices"]);

    const seen = (await ask("watcher")).statistics.tables;
    const versions = servers.flavour === "mysql";
    expect(seen.orders).toMatchObject({ triggers: 0, referencedBy: [], ...(versions && { rowVersions: 0 }) });
    expect(seen.customers).toMatchObject({ triggers: 1, referencedBy: ["invoices"] });
    expect(seen.digits?.rowVersions).toBe(versions ? 1 : undefined);
    expect(seen["a-b"]?.rowVersions).toBe(versions ? 0 : undefined);
  });

  test("an open transaction is seen with PROCESS", async () => {
    await root.query("START TRANSACTION WITH CONSISTENT SNAPSHOT");
    await root.query("SELECT COUNT(*) FROM digits");
    await root.query("DO SLEEP(1.1)");
    expect((await ask("watcher")).oldestTransaction).toBeGreaterThanOrEqual(1);
    expect((await ask("reader")).oldestTransaction).toBeUndefined();
    await root.query("COMMIT");
    // InnoDB looks again after 0.1 seconds (manual 17.15.2.3).
    await root.query("DO SLEEP(0.2)");
    expect((await ask("watcher")).oldestTransaction).toBe(0);
  });

  test("a server that cannot be reached, or lets nobody in, is an error that names no password", async () => {
    const variables = { READER: (urls.reader as string).replace("secret", "wrong") };
    const taken = mysqlDatabases(variables, { now: () => new Date() }).statistics({
      ...target,
      connection: "READER",
    });
    await expect(taken).rejects.toMatchObject({ code: "connection-refused" });
    await expect(taken).rejects.not.toThrow(/wrong/);
  });
});

describe("nothing runs", () => {
  const dangerous = [
    "DELETE FROM orders WHERE amount = note()",
    "DELETE FROM orders WHERE customer = (SELECT note())",
    "UPDATE orders o JOIN (SELECT note() AS x) d SET o.amount = d.x",
    "DELETE FROM orders WHERE customer = GET_LOCK('asked', 0)",
    "DELETE FROM seen",
    "DELETE FROM orders",
    "TRUNCATE TABLE orders",
    "DROP TABLE orders",
    "SET GLOBAL max_connections = 151",
    "CALL nowhere()",
    "INSERT INTO notes (what) VALUES ('ran')",
  ];

  test("neither the change nor what an optimizer would compute of it", async () => {
    const { statements } = await ask("reader", ...dangerous);
    expect(statements.map(({ syntax }) => syntax.verdict)).toEqual(dangerous.map(() => "valid"));
    const held = statements.map(({ rows }) => rows !== undefined && "why" in rows && rows.why);
    expect(held.slice(0, 5)).toEqual(Array(5).fill(expect.stringContaining("might be run to explain it")));
    const [[after]] = await root.query<RowDataPacket[]>(
      "SELECT (SELECT COUNT(*) FROM orders) AS orders, (SELECT COUNT(*) FROM notes) AS notes, IS_USED_LOCK('asked') AS held",
    );
    expect(after).toEqual({ orders: 1_000_000, notes: 0, held: null });
  });
});

describe("the SELECT touches the rows that the change changes", () => {
  const changes = [
    "UPDATE customers SET vip = 100",
    "UPDATE LOW_PRIORITY IGNORE asked.customers AS c SET c.vip = 100 WHERE c.vip = 3",
    "UPDATE customers USE INDEX (vip) SET vip = 100 WHERE vip BETWEEN 3 AND 5 ORDER BY id LIMIT 70",
    "UPDATE customers SET vip = 100 WHERE id IN (SELECT customer FROM orders WHERE id < 10) AND NOT (vip = 3)",
    "UPDATE parts PARTITION (p1) SET word = 'x'",
    "DELETE QUICK FROM customers WHERE id < 100 AND name <> 'c7' /* , */ AND vip /**/IN(1,2)",
    "DELETE FROM parts PARTITION (p0, p1) WHERE id > 3",
    "INSERT INTO copies SELECT id FROM customers WHERE vip = 3 UNION SELECT d FROM digits",
    "INSERT INTO copies (id) SELECT customer FROM orders WHERE id < 5 GROUP BY customer ORDER BY 1 LIMIT 1, 2",
    "REPLACE INTO copies (id) (SELECT id FROM customers WHERE id < 7)",
    "INSERT INTO copies WITH c AS (SELECT d FROM digits) SELECT d FROM c WHERE d > 2",
  ];
  const ofMysql = [
    "DELETE FROM parts AS p PARTITION (p1) WHERE p.id > 5",
    "WITH c AS (SELECT d FROM digits) DELETE FROM customers WHERE id IN (SELECT d FROM c WHERE d > 2)",
    "WITH c AS (SELECT d FROM digits) UPDATE customers JOIN c ON c.d = customers.id SET vip = 100",
    "INSERT INTO copies TABLE copied",
  ];

  test("counted, against what the server says that it changed", async () => {
    for (const sql of servers.flavour === "mysql" ? [...changes, ...ofMysql] : changes) {
      const { rows } = question(sql);
      if (!rows || "why" in rows) throw new Error(`${sql} asks for no rows.`);
      const [[found]] = await root.query<RowDataPacket[]>(
        `SELECT COUNT(*) AS count FROM (${rows.select}) found`,
      );
      await root.query("START TRANSACTION");
      const [done] = await root.query<ResultSetHeader>(sql);
      await root.query("ROLLBACK");
      const count = Math.min(Number(found?.count), rows.atMost ?? Number.POSITIVE_INFINITY);
      expect({ sql, count }).toEqual({ sql, count: done.affectedRows });
    }
  });
});

describe("the server's own reading", () => {
  test.each([
    ["ALTER TABLE orders ADD COLUMN note INT", "valid"],
    ["ALTER TABLE nowhere ADD COLUMN note INT", "valid"],
    ["CREATE PROCEDURE p() BEGIN SELECT 1; END", "valid"],
    ["GRANT ALL ON *.* TO reader@localhost", "valid"],
    ["INSERT INTO notes (what) VALUES ('it''s \\' \\\\ `x` 🦆')", "valid"],
    ["ALTER TABLE orders ADD COLUMN (note INT", "refused"],
    ["CREATE TABLE t (id INT,)", "refused"],
    ["SELECT 1 FORM orders", "refused"],
  ])("%s: %s", async (sql, verdict) => {
    const { statements } = await ask("reader", sql);
    expect(statements[0]?.syntax).toMatchObject({ verdict });
  });
});
