import { type Connection, createConnection } from "mysql2/promise";
import { afterAll, beforeAll, expect, it } from "vitest";
import { needMySql, type StartedServers, startServers } from "../sandbox/mysql/start-servers.ts";
import { exampleSchema } from "../src/core/risk/example-schema.ts";
import { factors } from "../src/core/risk/factors.ts";
import { split } from "../src/core/sql/split.ts";

/** What a test server cannot run: it would stop it or spoil it, needs what is not there, or is no SQL at all. */
const untried: ReadonlySet<string> = new Set([
  "SHUTDOWN",
  "KILL 7",
  "STOP REPLICA",
  "FLUSH TABLES WITH READ LOCK",
  "RESET BINARY LOGS AND GTIDS",
  "SET GLOBAL max_connections = 10",
  "SET PERSIST sql_mode = ''",
  "SET @@global.read_only = 1",
  "UPDATE mysql.user SET Host = '%' WHERE User = 'root'",
  "DROP TABLE sys.sys_config",
  "INSTALL PLUGIN p SONAME 'p.so'",
  "CREATE FUNCTION hack RETURNS STRING SONAME 'hack.so'",
  "CREATE TABLE far (id INT PRIMARY KEY) ENGINE = FEDERATED CONNECTION = 'mysql://far/shop/far'",
  "CREATE TABLE fresh (id INT PRIMARY KEY) DATA DIRECTORY = '/tmp'",
  "LOAD DATA INFILE '/tmp/x' INTO TABLE notes",
  "SELECT * FROM users INTO OUTFILE '/tmp/x'",
  // Error 1674 with row-based logging: the server agrees so much that it refuses.
  "ALTER TABLE users ADD token VARCHAR(36) DEFAULT (UUID())",
  "DO SLEEP(100)",
  "SELECT BENCHMARK(1000000000, SHA2('a', 256))",
  "FROBNICATE TABLE users",
  "ALTER TABLE users ADD COLUMN",
]);

/** Everything that the examples take to be there; nothing of it has to survive a crash. */
const setting = `SET GLOBAL innodb_flush_log_at_trx_commit = 0;
DROP DATABASE IF EXISTS shop; DROP DATABASE IF EXISTS fresh; DROP DATABASE IF EXISTS elsewhere;
DROP USER IF EXISTS reader, clerk; CREATE USER reader; GRANT SELECT ON shop.* TO reader;
CREATE DATABASE elsewhere; CREATE TABLE elsewhere.notes (id BIGINT);
CREATE DATABASE shop; USE shop; CREATE TABLE unheard_of (a INT);
${exampleSchema}`;

const tried = factors.flatMap(({ id, examples }) =>
  examples.risky.filter((script) => !untried.has(script)).map((script): [string, string] => [id, script]),
);

let servers: StartedServers;
let connection: Connection;

beforeAll(async () => {
  servers = await startServers(["examples"], { log: (line) => process.stdout.write(`${line}\n`) });
  needMySql(servers);
});

afterAll(() => servers?.stop());

/** Every statement of a script, one by one. @returns what the server refused. */
async function run(script: string): Promise<string[]> {
  const refused: string[] = [];
  for (const { text } of split(script).statements) {
    await connection.query(text).catch((error: Error) => refused.push(`${text}: ${error.message}`));
  }
  return refused;
}

it.each(tried)("MySQL runs the risky example of %s: %s", async (_, script) => {
  connection = await createConnection({ uri: servers.server("examples").url });
  try {
    await run("ALTER DATABASE shop READ ONLY = 0;");
    expect(await run(setting)).toEqual([]);
    expect(await run(`${script};`)).toEqual([]);
  } finally {
    await connection.end();
  }
});
