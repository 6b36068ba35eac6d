import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import { needMySql, type StartedServers, startServers } from "../sandbox/mysql/start-servers.ts";
import type { DataLoss } from "../src/core/change/change.ts";
import { readScript } from "../src/core/change/read-script.ts";
import { emptyCatalog } from "../src/core/schema/catalog.ts";
import { canonical, readerOf } from "./differential/canonical-value.ts";
import { engineOf } from "./differential/engine-of.ts";
import { type Conversion, conversion } from "./generate/conversion.ts";
import { random } from "./generate/random.ts";

const wanted = 300;
const lanes = 4;

/** What the server did with the values: kept them, changed them, or refused the statement. */
type Outcome = "kept" | "changed" | "refused";

interface Trial {
  conversion: Conversion;
  said: DataLoss | undefined;
  /** Without strict mode, which lets most happen; and with it, where nothing should. */
  lenient: Outcome;
  strict: Outcome | undefined;
}

let servers: StartedServers;

beforeAll(async () => {
  servers = await startServers(["loss"], { log: (line) => process.stdout.write(`${line}\n`) });
  needMySql(servers);
});

afterAll(() => servers?.stop());

test(`no value changes in ${wanted} generated conversions where the reading says that none does`, async () => {
  const all = conversions();
  const shares = Array.from({ length: lanes }, (_, lane) => all.filter((_, i) => i % lanes === lane));
  const trials = (await Promise.all(shares.map(tryAll))).flat();
  const safe = trials.filter(({ said }) => said === "none");
  expect(safe.filter(({ strict, lenient }) => strict !== "kept" || lenient !== "kept")).toEqual([]);
  expect(safe.length).toBeGreaterThan(wanted / 20);
  expect(trials.length).toBe(wanted);
  const tooStrict = trials.filter(({ said, lenient }) => said !== "none" && lenient === "kept");
  process.stdout.write(
    `${safe.length} none; ${tooStrict.length} of the other ${wanted - safe.length} changed nothing here\n`,
  );
});

/** Each pair of types once. */
function conversions(): Conversion[] {
  const found = new Map<string, Conversion>();
  for (let seed = 0; found.size < wanted; seed++) {
    const one = conversion(random(seed));
    found.set(`${one.from} to ${one.to}`, one);
  }
  return [...found.values()];
}

async function tryAll(share: readonly Conversion[], lane: number): Promise<Trial[]> {
  const connection = await createConnection({ uri: servers.server("loss").url, dateStrings: true });
  try {
    await connection.query(`CREATE DATABASE loss${lane} CHARACTER SET utf8mb4`);
    await connection.query(`USE loss${lane}`);
    await connection.query("SET time_zone = '+00:00'");
    const trials: Trial[] = [];
    for (const one of share) {
      const said = saidOf(one);
      const lenient = await convert(connection, one, "");
      const strict = said === "none" ? await convert(connection, one, "STRICT_ALL_TABLES") : undefined;
      trials.push({ conversion: one, said, lenient, strict });
    }
    return trials;
  } finally {
    await connection.end();
  }
}

const tableOf = ({ from }: Conversion) => `CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, v ${from})`;

/** What the reading says, in the session that refuses nothing. */
function saidOf(one: Conversion): DataLoss | undefined {
  const script = `CREATE DATABASE d CHARACTER SET utf8mb4; USE d; ${tableOf(one)}; SET sql_mode = ''; ALTER TABLE t MODIFY v ${one.to}`;
  const { statements } = readScript(script, { engine: engineOf(servers), catalog: emptyCatalog() });
  return statements.at(-1)?.dataLoss;
}

async function convert(connection: Connection, one: Conversion, mode: string): Promise<Outcome> {
  await connection.query("DROP TABLE IF EXISTS t");
  await connection.query("SET sql_mode = 'STRICT_ALL_TABLES'");
  await connection.query(tableOf(one));
  for (const value of one.values) await connection.query(`INSERT INTO t (v) VALUES (${value})`);
  const before = await read(connection, one.from, one.from);
  await connection.query(`SET sql_mode = '${mode}'`);
  try {
    await connection.query(`ALTER TABLE t MODIFY v ${one.to}`);
  } catch {
    return "refused";
  }
  return before === (await read(connection, one.to, one.from)) ? "kept" : "changed";
}

/** The values as the old type compares them. */
async function read(connection: Connection, type: string, as: string): Promise<string> {
  const [rows] = await connection.query<RowDataPacket[]>(`SELECT ${readerOf(type)} AS v FROM t ORDER BY id`);
  return JSON.stringify(rows.map(({ v }) => canonical(v, as)));
}
