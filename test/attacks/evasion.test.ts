import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import { needMySql, type StartedServers, startServers } from "../../sandbox/mysql/start-servers.ts";
import { split } from "../../src/core/sql/split/split.ts";
import { type EvasionCase, evasionCases } from "../scripts/evasion-cases.ts";

/** Columns and rows of a table, as text. */
interface Contents {
  columns: string;
  rows: string[];
}

let servers: StartedServers;
let url: string;

beforeAll(async () => {
  servers = await startServers(["evasion"], { log: (line) => process.stdout.write(`${line}\n`) });
  needMySql(servers);
  url = servers.server("evasion").url;
});

afterAll(() => servers?.stop());

test("the server is MySQL 9: before it, dollar quotes and version comments of six digits read otherwise", () => {
  expect(Number.parseInt(servers.version, 10)).toBeGreaterThanOrEqual(9);
});

test.each(evasionCases.map((one): [string, EvasionCase] => [one.trick, one]))(
  "%s",
  async (_, { sql, does }) => {
    await withConnection("", fill);
    const before = await withConnection("", look);
    const failure = await withConnection("evasion", (connection) => runAll(connection, sql));
    const after = await withConnection("", look);
    const differences = compare(before, after);
    expect(differences.length > 0 ? differences.join(", ") : (failure ?? "nothing")).toBe(does);
  },
);

async function withConnection<T>(database: string, use: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await createConnection({ uri: `${url}/${database}` });
  try {
    return await use(connection);
  } finally {
    await connection.end();
  }
}

async function fill(connection: Connection) {
  await connection.query("DROP DATABASE IF EXISTS evasion");
  await connection.query("CREATE DATABASE evasion");
  for (const table of ["evasion.t", "evasion.u"]) {
    await connection.query(`CREATE TABLE ${table} (id INT PRIMARY KEY, secret INT, toKen INT)`);
    await connection.query(`INSERT INTO ${table} VALUES (1, 1, 1), (2, 2, 2), (3, 3, 3)`);
  }
}

/** Each statement by itself, as a rollout sends them. @returns the first error, which ends it. */
async function runAll(connection: Connection, sql: string): Promise<string | undefined> {
  const engine = { flavour: "mysql", version: 90799 } as const;
  for (const { text } of split(sql, { mode: { engine } }).statements) {
    try {
      await connection.query(text);
    } catch (error) {
      if (error instanceof Error && "errno" in error) return `error ${error.errno}`;
      throw error;
    }
  }
  return undefined;
}

async function look(connection: Connection): Promise<Map<string, Contents>> {
  const [columns] = await connection.query<RowDataPacket[]>(
    `SELECT TABLE_NAME AS name, GROUP_CONCAT(COLUMN_NAME ORDER BY ORDINAL_POSITION) AS columns
     FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'evasion' GROUP BY TABLE_NAME ORDER BY TABLE_NAME`,
  );
  const tables = new Map<string, Contents>();
  for (const { name, columns: list } of columns) {
    const [rows] = await connection.query<RowDataPacket[]>(`SELECT * FROM evasion.\`${name}\` ORDER BY 1`);
    tables.set(name, { columns: list, rows: rows.map((row) => JSON.stringify(row)) });
  }
  return tables;
}

function compare(before: ReadonlyMap<string, Contents>, after: ReadonlyMap<string, Contents>): string[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((name) => {
    const [was, is] = [before.get(name), after.get(name)];
    if (!is) return [`${name} is gone`];
    if (!was) return [`${name} is new`];
    if (was.columns !== is.columns) return [`${name} has other columns`];
    const lost = was.rows.length - is.rows.length;
    if (lost > 0) return [`${name} lost ${lost} ${lost === 1 ? "row" : "rows"}`];
    return was.rows.join() === is.rows.join() ? [] : [`${name} has other rows`];
  });
}
