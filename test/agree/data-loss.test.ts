import { createConnection } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import { needMySql, type StartedServers, startServers } from "../../sandbox/mysql/start-servers.ts";
import { compareLoss, isMissed, type LossTrial } from "./differential/compare-loss.ts";
import { engineOf } from "./differential/engine-of.ts";
import { type Conversion, conversion } from "./generate/conversion.ts";
import { random } from "./generate/random.ts";

const wanted = 400;
const lanes = 4;

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
  expect(trials.filter(isMissed)).toEqual([]);
  const safe = trials.filter(({ said }) => said.lenient === "none");
  expect(safe.length).toBeGreaterThan(wanted / 20);
  expect(trials.length).toBe(wanted);
  const tooStrict = trials.filter(({ said, seen }) => said.lenient !== "none" && seen.lenient === "kept");
  process.stdout.write(
    `${safe.length} none; ${tooStrict.length} of the other ${wanted - safe.length} changed nothing here\n`,
  );
});

/** Each conversion once. */
function conversions(): Conversion[] {
  const found = new Map<string, Conversion>();
  for (let seed = 0; found.size < wanted; seed++) {
    const one = conversion(random(seed));
    found.set(`${one.from} ${one.clauses}`, one);
  }
  return [...found.values()];
}

async function tryAll(share: readonly Conversion[], lane: number): Promise<LossTrial[]> {
  const connection = await createConnection({ uri: servers.server("loss").url, dateStrings: true });
  try {
    await connection.query(`CREATE DATABASE loss${lane} CHARACTER SET utf8mb4`);
    await connection.query(`USE loss${lane}`);
    await connection.query("SET time_zone = '+00:00'");
    const trials: LossTrial[] = [];
    for (const one of share) trials.push(await compareLoss(connection, one, engineOf(servers)));
    return trials;
  } finally {
    await connection.end();
  }
}
