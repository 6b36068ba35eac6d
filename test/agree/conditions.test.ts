import { type Connection, createConnection } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import { needMySql, type StartedServers, startServers } from "../../sandbox/mysql/start-servers.ts";
import { replayScript } from "../../src/core/change/replay-script.ts";
import { emptyCatalog } from "../../src/core/schema/catalog.ts";
import type { Engine } from "../../src/core/sql/engine.ts";
import { compareCondition, type Refused, type Trial, type Worlds } from "./differential/compare-condition.ts";
import { countByKind, countOf, tellCount } from "./differential/count-by-kind.ts";
import { engineOf } from "./differential/engine-of.ts";
import type { World } from "./differential/run-change.ts";
import { inserts, type RowSet, rowSets } from "./generate/condition/rows.ts";
import { createConditionTable } from "./generate/condition/table.ts";
import { club } from "./generate/condition/tables.ts";
import { change } from "./generate/condition.ts";
import { random } from "./generate/random.ts";

const wanted = 1000;
/** CONDITIONS_SEED tries others; with CONDITIONS_SHOW each statement that is judged wrongly is printed. */
const seed = Number(process.env.CONDITIONS_SEED ?? 1);
const shows = process.env.CONDITIONS_SHOW !== undefined;

let servers: StartedServers;
const connections: Connection[] = [];
const trials: Trial[] = [];
const refused: Refused[] = [];

beforeAll(async () => {
  servers = await startServers(["conditions"], { log: (line) => process.stdout.write(`${line}\n`) });
  needMySql(servers);
  const each: World[] = [];
  for (const [i, rows] of rowSets.entries()) each.push(await worldOf(`conditions${i}`, rows));
  await tryAll({ each, ...catalogs(engineOf(servers)) });
  report();
});

afterAll(async () => {
  for (const connection of connections) await connection.end();
  await servers?.stop();
});

async function worldOf(database: string, set: RowSet): Promise<World> {
  const connection = await createConnection({ uri: servers.server("conditions").url });
  connections.push(connection);
  // With the collation of the tables, whatever the client library begins with.
  const fresh = [
    "SET NAMES utf8mb4",
    `DROP DATABASE IF EXISTS ${database}`,
    `CREATE DATABASE ${database}`,
    `USE ${database}`,
  ];
  for (const sql of [...fresh, ...club.tables.map(createConditionTable), ...inserts(club.tables, set)])
    await connection.query(sql);
  return { connection, rows: set.rows, emptied: set.alone ? club.tables : [] };
}

function catalogs(engine: Engine): Omit<Worlds, "each"> {
  const script = club.tables.map(createConditionTable).join(";\n");
  const { catalog } = replayScript(script, { engine, catalog: emptyCatalog() });
  return { catalog, empty: emptyCatalog(), engine };
}

/** Until so many have run, each once. */
async function tryAll(worlds: Worlds) {
  const chance = random(seed);
  const tried = new Set<string>();
  for (let ran = 0; ran < wanted; ) {
    const one = change(chance, club);
    if (tried.has(one.sql)) continue;
    tried.add(one.sql);
    const result = await compareCondition(worlds, one);
    if ("error" in result) refused.push(result);
    else {
      trials.push(...result);
      ran++;
    }
  }
}

test("the generator's statements run, and meet every row about as often as not", () => {
  expect(refused.length / wanted, JSON.stringify(refused, null, 1)).toBeLessThan(0.02);
  const share = countOf(trials).every.all / trials.length;
  expect(share).toBeGreaterThan(0.35);
  expect(share).toBeLessThan(0.65);
});

test("each of them is understood", () => {
  const unread = trials.filter(({ said }) => said.known === undefined || said.unknown === undefined);
  expect(unread.map(line)).toEqual([]);
});

test("'every row' is said of none that spared a row, with the catalog and without", () => {
  const spared = trials.filter(({ rows }) => rows === "spared");
  expect(spared.filter(({ said }) => said.known).map(line)).toEqual([]);
  expect(spared.filter(({ said }) => said.unknown).map(line)).toEqual([]);
});

test("it is said of none that holds for no row, whatever else there is", () => {
  const none = trials.filter(({ rows, ownRows }) => rows === "none" && ownRows);
  // Constants that nothing computes yet count as the worst: hexadecimal numbers, dates compared with dates.
  expect(none.filter(({ said }) => said.known || said.unknown).map(line).length).toBeLessThanOrEqual(2);
});

test("that it may be every row is said of few that always spared one, and of those that met all or some", () => {
  const spared = trials.filter(({ rows }) => rows === "spared");
  const perhaps = spared.filter((trial) => trial.perhaps.known);
  const never = perhaps.filter(({ met }) => !met.some(isWhole));
  expect(never.length / spared.length, never.map(line).join("\n")).toBeLessThan(0.02);
  const sometimes = spared.filter(({ kind, met }) => kind === "OR of other tables" && met.some(isWhole));
  expect(sometimes.filter((trial) => !trial.perhaps.known).map(line).length).toBeLessThanOrEqual(
    0.2 * sometimes.length + 1,
  );
});

/** "3 of 3" */
const isWhole = (met: string) => /^(\d+) of \1$/.test(met);

/** How many of those that never spare a row are said to hold for every row. */
const leastSaid = 0.95;

test("it is said of most of those that never spared a row, with the catalog", () => {
  const every = trials.filter(({ rows }) => rows === "every");
  const missed = every.filter(({ said, perhaps }) => !said.known && !perhaps.known);
  expect(missed.length / every.length, missed.map(line).join("\n")).toBeLessThanOrEqual(1 - leastSaid);
});

test("and of four fifths of each kind, so that no kind is given up for the others", () => {
  const poor = countByKind(trials).filter(([, { every }]) => every.known < 0.8 * every.all - 1);
  expect(poor.map(([kind, count]) => `${kind}: ${tellCount(count)}`)).toEqual([]);
});

const line = ({ kind, sql, table, met }: Trial) => `[${kind}] ${sql} (${table}: ${met.join(", ")})`;

function report() {
  const lines = [
    ...countByKind(trials).map(([kind, count]) => `${kind.padEnd(24)} ${tellCount(count)}`),
    `seed ${seed}, ${wanted} statements (${refused.length} more refused): ${tellCount(countOf(trials))}`,
    ...(shows ? judgedWrongly() : []),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

function judgedWrongly(): string[] {
  const wrong = trials.filter(
    ({ rows, said, perhaps }) => (rows === "every") !== said.known && !(perhaps.known && rows !== "none"),
  );
  return [
    ...wrong.map((trial) => `met ${trial.rows}, ${trial.said.known ? "said" : "not said"}: ${line(trial)}`),
    ...refused.map(({ sql, error }) => `refused ${error}: ${sql}`),
  ];
}
