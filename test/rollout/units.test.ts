import { createConnection } from "mysql2/promise";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type StartedServers, startServers } from "../../sandbox/mysql/start-servers.ts";
import { rollOutTo } from "./one-target.ts";

let servers: StartedServers;
let url: string;
const database = "units";

beforeAll(async () => {
  servers = await startServers(["test"], { log: (line) => process.stdout.write(`${line}\n`) });
  url = servers.server("test").url;
});

afterAll(() => servers?.stop());

async function query(sql: string): Promise<unknown> {
  const connection = await createConnection({ uri: url, database, multipleStatements: true });
  const [rows] = await connection.query(sql).finally(() => connection.end());
  return rows;
}

beforeEach(async () => {
  const connection = await createConnection({ uri: url, multipleStatements: true });
  await connection.query(`DROP DATABASE IF EXISTS ${database}; CREATE DATABASE ${database}`);
  await connection.end();
  await query(`CREATE TABLE a (id INT AUTO_INCREMENT PRIMARY KEY, n INT);
    CREATE TABLE c (n INT);
    CREATE TABLE plain (n INT PRIMARY KEY) ENGINE = MyISAM;
    CREATE PROCEDURE p() INSERT INTO a (n) VALUES (2);
    CREATE PROCEDURE quiet() BEGIN SET autocommit = 0; INSERT INTO a (n) VALUES (3); COMMIT; SELECT * FROM a; END;
    CREATE PROCEDURE leaves() BEGIN SET autocommit = 0; INSERT INTO a (n) VALUES (4); END`);
});

const run = (sql: string) => rollOutTo({ url, database, migrations: { "migrations/001.sql": sql } });
const code = async (sql: string) => (await run(sql)).stop?.code;

describe("what the session is told of the statement before", () => {
  test("is what it is told without a rollout", async () => {
    const sql = `INSERT INTO a (n) VALUES (1); INSERT INTO c VALUES (LAST_INSERT_ID());
      UPDATE a SET n = n + 1; INSERT INTO c VALUES (ROW_COUNT());`;
    expect(await code(sql)).toBeUndefined();
    expect(await query("SELECT n FROM c")).toEqual([{ n: 1 }, { n: 1 }]);
  });
});

describe("what is done, and what is not", () => {
  test("a procedure that leaves autocommit off and has only read since its COMMIT leaves nothing to undo", async () => {
    expect(await code("CALL quiet();")).toBeUndefined();
    expect(await query("SELECT n FROM a")).toEqual([{ n: 3 }]);
  });

  test("one that leaves a row uncommitted at the end of the file is asked about", async () => {
    const { stop } = await run("CALL leaves();");
    expect(stop).toMatchObject({ code: "in-doubt", what: expect.stringContaining("COMMIT") });
    expect(await query("SELECT n FROM a")).toEqual([]);
  });

  test("and is done where the file commits it", async () => {
    expect(await code("CALL leaves(); INSERT INTO a (n) VALUES (5); COMMIT;")).toBeUndefined();
    expect(await query("SELECT n FROM a")).toEqual([{ n: 4 }, { n: 5 }]);
  });

  test("a transaction that is refused in the middle is undone whole, and runs whole once it is fixed", async () => {
    const sql = "BEGIN; INSERT INTO a (n) VALUES (1); INSERT INTO later VALUES (1); COMMIT;";
    expect(await code(sql)).toBe("statement-failed");
    expect(await query("SELECT n FROM a")).toEqual([]);
    await query("CREATE TABLE later (n INT)");
    expect(await code(sql)).toBeUndefined();
    expect(await query("SELECT a.n, later.n AS other FROM a, later")).toEqual([{ n: 1, other: 1 }]);
  });

  test("with a call in it nobody knows", async () => {
    expect(await code("BEGIN; CALL p(); INSERT INTO later VALUES (1); COMMIT;")).toBe("in-doubt");
  });

  test("rows of an engine that cannot undo them are asked about, once some may be there", async () => {
    expect(await code("INSERT INTO plain VALUES (1), (2), (1);")).toBe("in-doubt");
    expect(await query("SELECT n FROM plain")).toEqual([{ n: 1 }, { n: 2 }]);
  });

  test("a statement that the server cannot read has not happened", async () => {
    expect(await code("ALTER TABLE a ADDX b INT;")).toBe("statement-failed");
  });

  test("LOCK TABLES holds while its statements run", async () => {
    expect(await code("LOCK TABLES a WRITE; INSERT INTO a (n) VALUES (1); UNLOCK TABLES;")).toBeUndefined();
  });
});
