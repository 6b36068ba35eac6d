import { type Connection, createConnection } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import { needMySql, type StartedServers, startServers } from "../../sandbox/mysql/start-servers.ts";
import { parseStatement } from "../../src/core/sql/grammar/parse-statement.ts";
import type { LexMode } from "../../src/core/sql/mode.ts";
import { engineOf } from "./differential/engine-of.ts";
import { administration } from "./grammar/administration.ts";
import { compound } from "./grammar/compound.ts";
import { createTableSyntax } from "./grammar/create-table.ts";
import { dataDefinition } from "./grammar/data-definition.ts";
import { dataManipulation } from "./grammar/data-manipulation.ts";
import { expand } from "./grammar/expand.ts";
import { transactions } from "./grammar/transactions.ts";

/** Of each syntax line at most so many statements. */
const most = 40;

let servers: StartedServers;

beforeAll(async () => {
  servers = await startServers(["reading"], { log: (line) => process.stdout.write(`${line}\n`) });
  needMySql(servers);
});

afterAll(() => servers?.stop());

test.each([
  { chapter: "Data Definition", lines: dataDefinition },
  { chapter: "CREATE TABLE", lines: createTableSyntax },
  { chapter: "Data Manipulation", lines: dataManipulation },
  { chapter: "Transactions, Replication, Prepared Statements", lines: transactions },
  { chapter: "Compound Statements", lines: compound.map((line) => `CREATE PROCEDURE p() ${line}`) },
  { chapter: "Database Administration and Utilities", lines: administration },
])("$chapter: read as the server reads it", async ({ lines }) => {
  const statements = lines.flatMap((line) => expand(line, most));
  const connection = await createConnection({ uri: servers.server("reading").url });
  try {
    // Without a database some are refused for that before they are read.
    for (const sql of ["CREATE DATABASE IF NOT EXISTS d", "USE d"]) await connection.query(sql);
    const misread: string[] = [];
    for (const text of statements) misread.push(...(await compare(connection, text)));
    expect(misread).toEqual([]);
    process.stdout.write(`${statements.length} statements\n`);
  } finally {
    await connection.end();
  }
});

/** Nothing runs: PREPARE parses, and where a statement cannot be prepared it says so (1295) after parsing. */
async function compare(connection: Connection, text: string): Promise<string[]> {
  const mode: LexMode = { ansiQuotes: false, noBackslashEscapes: false, engine: engineOf(servers) };
  const { parsed, unparsed } = parseStatement(text, mode);
  const valid = await isValid(connection, text);
  if (parsed === valid) return [];
  return [valid ? `valid, not read from ${unparsed}: ${text}` : `not valid, read: ${text}`];
}

const syntaxError = 1064;

async function isValid(connection: Connection, text: string): Promise<boolean> {
  try {
    await connection.query(`PREPARE one FROM ${connection.escape(text)}`);
    return true;
  } catch (error) {
    const { errno } = Object(error);
    if (typeof errno !== "number") throw error;
    return errno !== syntaxError;
  }
}
