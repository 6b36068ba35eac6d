import { createConnection } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import { needMySql, type StartedServers, startServers } from "../../sandbox/mysql/start-servers.ts";
import { factors } from "../../src/core/risk/factors.ts";
import { engineOf } from "./differential/engine-of.ts";
import { planFor, refused } from "./differential/example-plan.ts";
import { clearAway, runExample } from "./differential/run-example.ts";

const lanes = 6;
const scripts = [...new Set(factors.flatMap(({ examples }) => examples.risky))];

let servers: StartedServers;

beforeAll(async () => {
  servers = await startServers(["shared", "alone"], { log: (line) => process.stdout.write(`${line}\n`) });
  needMySql(servers);
});

afterAll(() => servers?.stop());

interface Tried {
  script: string;
  result: "ok" | number;
}

const expected = (list: readonly string[]): Tried[] =>
  list.map((script) => ({ script, result: refused[script] ?? "ok" }));

const together = scripts.filter((script) => !planFor(script).alone);
const byThemselves = scripts.filter((script) => planFor(script).alone);

test("risky examples run on a server as their factors say", async () => {
  const shares = Array.from({ length: lanes }, (_, lane) => together.filter((_, i) => i % lanes === lane));
  const results = await Promise.all(shares.map((share, lane) => tryAll("shared", share, `shop${lane}`)));
  const tried = new Map(results.flat().map((one) => [one.script, one]));
  expect(together.map((script) => tried.get(script))).toEqual(expected(together));
});

test("so do those that act on the whole server, on one of their own", async () => {
  const last = (script: string) => (script === "SHUTDOWN" ? 1 : 0);
  const ordered = byThemselves.toSorted((a, b) => last(a) - last(b));
  expect(await tryAll("alone", ordered, "shop")).toEqual(expected(ordered));
});

test("no refusal is expected of an example that is gone", () => {
  expect(Object.keys(refused).filter((script) => !scripts.includes(script))).toEqual([]);
});

/** Each in a database and a session of its own. */
async function tryAll(server: string, share: readonly string[], database: string): Promise<Tried[]> {
  const tried: Tried[] = [];
  for (const script of share) {
    const uri = servers.server(server).url;
    const connection = await createConnection({ uri });
    const { way } = planFor(script);
    const result = await runExample(connection, { script, database, engine: engineOf(servers), way });
    connection.destroy();
    tried.push({ script, result });
    if (script === "SHUTDOWN") break;
    const clearing = await createConnection({ uri });
    await clearAway(clearing, database);
    await clearing.end();
  }
  return tried;
}
