import { type Connection, createConnection } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import { needMySql, type StartedServers, startServers } from "../../sandbox/mysql/start-servers.ts";
import { replayScript } from "../../src/core/change/replay-script.ts";
import { emptyCatalog } from "../../src/core/schema/catalog.ts";
import { split } from "../../src/core/sql/split/split.ts";
import { refusedExpressions, takenExpressions } from "../../src/testing/expression-scripts.ts";
import { refusedScripts, takenScripts } from "../../src/testing/refused-scripts.ts";
import { engineOf } from "./differential/engine-of.ts";
import { alterTable } from "./generate/alter-table.ts";
import { createTable, parentTable } from "./generate/create-table.ts";
import { random } from "./generate/random.ts";
import { type Shape, shapeOf } from "./generate/shape.ts";

const wanted = 600;
const lanes = 4;

interface Trial {
  table: string;
  statement: string;
  /** The errors that the history proves, and what they say. */
  said: readonly number[];
  why: string;
  /** undefined = the server took it. */
  seen: number | undefined;
}

let servers: StartedServers;
const connections: Connection[] = [];

beforeAll(async () => {
  servers = await startServers(["refusals"], { log: (line) => process.stdout.write(`${line}\n`) });
  needMySql(servers);
  for (let lane = 0; lane < lanes; lane++) {
    const connection = await createConnection({ uri: servers.server("refusals").url });
    connections.push(connection);
    await connection.query(`DROP DATABASE IF EXISTS refusals${lane}`);
    await connection.query(`CREATE DATABASE refusals${lane} CHARACTER SET utf8mb4`);
    await connection.query(`USE refusals${lane}`);
  }
});

afterAll(async () => {
  for (const [lane, connection] of connections.entries()) {
    await connection.query(`DROP DATABASE refusals${lane}`).catch(() => undefined);
    await connection.end();
  }
  await servers?.stop();
});

test(`nothing of ${wanted} generated changes is called refused that the server takes`, async () => {
  const trials = (await Promise.all(connections.map(tryLane))).flat();
  expect(trials.length).toBeGreaterThanOrEqual(wanted);
  expect(trials.filter(({ said, seen }) => said.length > 0 && seen === undefined)).toEqual([]);
  const refused = trials.filter(({ seen }) => seen !== undefined);
  const foreseen = refused.filter(({ said }) => said.length > 0);
  process.stdout.write(`${foreseen.length} of ${refused.length} refusals were foreseen\n`);
  expect(foreseen.length / refused.length).toBeGreaterThan(0.6);
  // The server names one of several errors; nearly always one of those that were said.
  const named = foreseen.filter(({ said, seen }) => seen !== undefined && said.includes(seen));
  expect(named.length / foreseen.length).toBeGreaterThan(0.9);
}, 600_000);

test.each([...refusedScripts, ...refusedExpressions])("error %i is foreseen: %s", async (error, script) => {
  const [connection] = connections;
  if (!connection) throw new Error("no connection");
  await clear(connection);
  const statements = split(`${script};`).statements.map(({ text }) => text);
  for (const text of statements.slice(0, -1)) expect(await outcome(connection, text)).toBeUndefined();
  const seen = await outcome(connection, statements.at(-1) ?? "");
  await connection.query("SET SESSION foreign_key_checks = 1, sql_mode = DEFAULT");
  const read = refusalsOf([`CREATE DATABASE d CHARACTER SET utf8mb4`, "USE d", ...statements]);
  expect([seen, read.map((one) => one.error)]).toEqual([error, [error]]);
});

test.each([...takenScripts, ...takenExpressions])("nothing is said of %s", async (script) => {
  const [connection] = connections;
  if (!connection) throw new Error("no connection");
  await clear(connection);
  const statements = split(`${script};`).statements.map(({ text }) => text);
  const seen = [];
  for (const text of statements) seen.push(await outcome(connection, text));
  await connection.query("DROP TEMPORARY TABLE IF EXISTS t");
  await connection.query("SET SESSION foreign_key_checks = 1, sql_mode = DEFAULT");
  expect(seen.filter((error) => error !== undefined)).toEqual([]);
  expect(refusalsOf(["CREATE DATABASE d CHARACTER SET utf8mb4", "USE d", ...statements])).toEqual([]);
});

async function tryLane(connection: Connection, lane: number): Promise<Trial[]> {
  const trials: Trial[] = [];
  for (let seed = lane; trials.length < wanted / lanes; seed += lanes) {
    await clear(connection);
    await connection.query(parentTable);
    const chance = random(seed);
    const table = createTable(chance);
    const setup = [`CREATE DATABASE d CHARACTER SET utf8mb4`, "USE d", parentTable];
    const made = await outcome(connection, table);
    trials.push(trial(setup, table, table, made));
    if (made !== undefined) continue;
    for (let n = 0; n < 3; n++) {
      const { clauses } = alterTable(chance, withGhosts(await shapeOf(connection, "t")), 2);
      const alter = `ALTER TABLE t ${clauses}`;
      const before = [...setup, table];
      const seen = await outcome(connection, alter);
      trials.push(trial(before, table, alter, seen));
      // What the server took is no longer the table that is read here.
      if (seen === undefined) break;
    }
  }
  return trials;
}

/** Names that are not there, so that some of the changes are about them. */
function withGhosts(shape: Shape): Shape {
  const [first] = shape.columns;
  const ghost = {
    type: "int",
    nullable: true,
    generated: undefined,
    autoIncrement: false,
    ...first,
    name: "ghost",
  };
  return {
    ...shape,
    columns: [...shape.columns, ghost],
    indexes: [...shape.indexes, "ghost"],
    checks: [...shape.checks, "ghost"],
    foreignKeys: [...shape.foreignKeys, "ghost"],
  };
}

function trial(setup: readonly string[], table: string, statement: string, seen: number | undefined): Trial {
  const refusals = refusalsOf([...setup, statement]);
  return {
    table,
    statement,
    said: refusals.map(({ error }) => error),
    why: refusals.map(({ why }) => why).join(" "),
    seen,
  };
}

/** What the reading says of the last of the statements. */
function refusalsOf(statements: readonly string[]) {
  const script = statements.join(";\n");
  const read = replayScript(script, { engine: engineOf(servers), catalog: emptyCatalog() });
  return read.statements.at(-1)?.refusals ?? [];
}

async function outcome(connection: Connection, statement: string): Promise<number | undefined> {
  try {
    await connection.query(statement);
    return undefined;
  } catch (error) {
    const { errno } = Object(error);
    if (typeof errno !== "number") throw error;
    return errno;
  }
}

async function clear(connection: Connection) {
  await connection.query("SET foreign_key_checks = 0");
  const [tables] = await connection.query("SHOW FULL TABLES");
  for (const row of Array.isArray(tables) ? tables : []) {
    const [name, type] = Object.values(row);
    await connection.query(`DROP ${type === "VIEW" ? "VIEW" : "TABLE"} \`${name}\``);
  }
  await connection.query("SET foreign_key_checks = 1");
}
