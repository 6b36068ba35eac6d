import { type Connection, createConnection } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import { needMySql, type StartedServers, startServers } from "../sandbox/mysql/start-servers.ts";
import { readScript } from "../src/core/change/read-script.ts";
import { emptyCatalog } from "../src/core/schema/catalog.ts";
import type { Engine } from "../src/core/sql/token.ts";
import { type Answer, askServer, milder } from "./differential/ask-server.ts";
import { engineOf } from "./differential/engine-of.ts";
import { alterTable } from "./generate/alter-table.ts";
import { createTable, parentTable } from "./generate/create-table.ts";
import { random } from "./generate/random.ts";
import { shapeOf } from "./generate/shape.ts";

const wanted = 500;
const lanes = 4;

let servers: StartedServers;
let engine: Engine;

beforeAll(async () => {
  servers = await startServers(["cost"], { log: (line) => process.stdout.write(`${line}\n`) });
  needMySql(servers);
  engine = engineOf(servers);
});

afterAll(() => servers?.stop());

interface Trial {
  seed: number;
  table: string;
  alter: string;
  seen: Answer;
  predicted: Answer;
}

test(`what ${wanted} generated ALTERs cost is what the server says`, async () => {
  const trials = (
    await Promise.all(Array.from({ length: lanes }, (_, lane) => tryLane(lane, wanted / lanes)))
  ).flat();
  const wrong = trials.filter(({ seen, predicted }) => JSON.stringify(seen) !== JSON.stringify(predicted));
  process.stdout.write(`${wrong.length} of ${trials.length} predicted otherwise than seen\n`);
  expect(trials.filter(({ seen, predicted }) => milder(predicted, seen).length > 0)).toEqual([]);
  expect(trials.length).toBe(wanted);
  expect(wrong.length / trials.length, JSON.stringify(wrong, null, 1)).toBeLessThanOrEqual(0.01);
});

/** Each lane has its own database and its own seeds. */
async function tryLane(lane: number, count: number): Promise<Trial[]> {
  const connection = await createConnection({ uri: servers.server("cost").url });
  const setup = [`CREATE DATABASE cost${lane} CHARACTER SET utf8mb4`, `USE cost${lane}`, parentTable];
  try {
    for (const sql of setup) await connection.query(sql);
    const trials: Trial[] = [];
    for (let seed = lane; trials.length < count; seed += lanes) {
      const trial = await tryOne(connection, setup, seed);
      if (trial) trials.push(trial);
    }
    return trials;
  } finally {
    await connection.end();
  }
}

/** Undefined where the server refuses the table or the change. */
async function tryOne(
  connection: Connection,
  setup: readonly string[],
  seed: number,
): Promise<Trial | undefined> {
  const chance = random(seed);
  const table = createTable(chance);
  await connection.query("DROP TABLE IF EXISTS t");
  if (await refused(connection, table)) return undefined;
  const alteration = alterTable(chance, await shapeOf(connection, "t"), 3);
  const seen = await askServer(connection, alteration);
  if (!seen) return undefined;
  const alter = `ALTER TABLE t ${alteration.clauses}`;
  const { statements } = readScript([...setup, table, alter].join(";\n"), {
    engine,
    catalog: emptyCatalog(),
  });
  const { algorithm, lock, rebuilds } = statements.at(-1) ?? {};
  return { seed, table, alter, seen, predicted: { algorithm, lock, rebuilds } };
}

async function refused(connection: Connection, sql: string): Promise<boolean> {
  return connection.query(sql).then(
    () => false,
    () => true,
  );
}
