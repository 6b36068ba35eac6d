import { createConnection } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import { needMySql, type StartedServers, startServers } from "../../sandbox/mysql/start-servers.ts";
import type { Engine } from "../../src/core/sql/engine.ts";
import { milder } from "./differential/ask-server.ts";
import { type CostTrial, compareCost } from "./differential/compare-cost.ts";
import { engineOf } from "./differential/engine-of.ts";
import { parentTable } from "./generate/create-table.ts";

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
async function tryLane(lane: number, count: number): Promise<CostTrial[]> {
  const connection = await createConnection({ uri: servers.server("cost").url });
  const setup = [`CREATE DATABASE cost${lane} CHARACTER SET utf8mb4`, `USE cost${lane}`, parentTable];
  try {
    for (const sql of setup) await connection.query(sql);
    const trials: CostTrial[] = [];
    for (let seed = lane; trials.length < count; seed += lanes) {
      const trial = await compareCost({ connection, setup, engine }, seed);
      if (trial) trials.push(trial);
    }
    return trials;
  } finally {
    await connection.end();
  }
}
