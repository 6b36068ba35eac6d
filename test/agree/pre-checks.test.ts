import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import { needMySql, type StartedServers, startServers } from "../../sandbox/mysql/start-servers.ts";
import { replayScript } from "../../src/core/change/replay-script.ts";
import { defaultThresholds } from "../../src/core/policy/resolve-policy.ts";
import { findRisks } from "../../src/core/risk/find-risks.ts";
import { contextsIn } from "../../src/core/risk/replay-history.ts";
import { emptyCatalog } from "../../src/core/schema/catalog.ts";
import { split } from "../../src/core/sql/split/split.ts";
import { canonical, readerOf } from "./differential/canonical-value.ts";
import { engineOf } from "./differential/engine-of.ts";
import { conversion } from "./generate/conversion.ts";
import { type GuardedChange, guardedChange } from "./generate/guarded-change.ts";
import { random } from "./generate/random.ts";

const wanted = 180;
/** One after the other, on a machine that may be busy. */
const patience = 600_000;

/** What the queries said before, and what the server then did. */
interface Trial {
  rows: readonly string[];
  alter: string;
  checks: readonly string[];
  warned: boolean;
  /** The server refused the change, or changed a value. */
  hurt: boolean;
}

let servers: StartedServers;
let connection: Connection;

beforeAll(async () => {
  servers = await startServers(["checks"], { log: (line) => process.stdout.write(`${line}\n`) });
  needMySql(servers);
  connection = await createConnection({ uri: servers.server("checks").url, dateStrings: true });
  await connection.query("DROP DATABASE IF EXISTS checks");
  await connection.query("CREATE DATABASE checks CHARACTER SET utf8mb4");
  await connection.query("USE checks");
  await connection.query("SET time_zone = '+00:00'");
});

afterAll(async () => {
  await connection?.query("DROP DATABASE checks").catch(() => undefined);
  await connection?.end();
  await servers?.stop();
});

test(
  `of ${wanted} constraints over generated rows, those whose query returns no row succeed, and no others`,
  async () => {
    const trials: Trial[] = [];
    for (let nth = 0; nth < wanted; nth++) {
      const trial = await tryChange(guardedChange(random(nth), nth), readTexts);
      if (trial) trials.push(trial);
    }
    expect(trials.filter(({ warned, hurt }) => warned !== hurt)).toEqual([]);
    expect(trials.length).toBe(wanted);
    expect(trials.filter(({ warned }) => warned).length).toBeGreaterThan(wanted / 4);
    expect(trials.filter(({ warned }) => !warned).length).toBeGreaterThan(wanted / 4);
  },
  patience,
);

test(
  "a type change whose query returns no row keeps every value, and one that returns a row does not",
  async () => {
    const trials: Trial[] = [];
    for (let seed = 0; trials.length < wanted; seed++) {
      const { from, to, values } = conversion(random(seed));
      const schema = `CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, v ${from}) CHARSET utf8mb4`;
      const rows = random(seed + 1)
        .some(values, 2)
        .map((value) => `INSERT INTO t (v) VALUES (${value})`);
      const change = { schema, rows, alter: `ALTER TABLE t MODIFY v ${to}` };
      const trial = await tryChange(change, (after) => readValues(after ? to : from, from));
      if (trial) trials.push(trial);
    }
    expect(trials.filter(({ warned, hurt }) => warned !== hurt)).toEqual([]);
    expect(trials.filter(({ warned }) => warned).length).toBeGreaterThan(wanted / 10);
    expect(trials.filter(({ warned }) => !warned).length).toBeGreaterThan(wanted / 10);
  },
  patience,
);

/** undefined = the findings come without a query. */
async function tryChange(
  change: GuardedChange,
  read: (after: boolean) => Promise<string>,
): Promise<Trial | undefined> {
  const { schema, rows, alter } = change;
  const checks = checksOf(change);
  if (checks.length === 0) return undefined;
  await connection.query("DROP TABLE IF EXISTS t");
  await connection.query("DROP TABLE IF EXISTS p");
  for (const { text } of split(schema).statements) await connection.query(text);
  for (const row of rows) await connection.query(row);
  let warned = false;
  for (const check of checks) {
    const [found] = await connection.query<RowDataPacket[]>(check);
    warned ||= found.length > 0;
  }
  const before = await read(false);
  const done = await connection.query(alter).then(
    () => true,
    () => false,
  );
  return { rows, alter, checks, warned, hurt: !done || before !== (await read(true)) };
}

function checksOf({ schema, alter }: GuardedChange): string[] {
  const engine = engineOf(servers);
  const { catalog } = replayScript(schema, { engine, catalog: emptyCatalog() });
  const { statements } = replayScript(alter, { engine, catalog });
  const surroundings = { catalog, databases: [], secondOpinion: undefined };
  const contexts = statements.map(contextsIn(surroundings));
  const findings = contexts.flatMap((context) => findRisks(context, defaultThresholds));
  return findings.flatMap(({ check }) => check ?? []);
}

async function readTexts(): Promise<string> {
  const [rows] = await connection.query<RowDataPacket[]>(
    "SELECT n, m, HEX(CONVERT(s USING utf8mb4)) AS s FROM t ORDER BY id",
  );
  return JSON.stringify(rows);
}

/** The values as the old type compares them. */
async function readValues(type: string, as: string): Promise<string> {
  const [rows] = await connection.query<RowDataPacket[]>(`SELECT ${readerOf(type)} AS v FROM t ORDER BY id`);
  return JSON.stringify(rows.map(({ v }) => canonical(v, as)));
}
