import { parseArgs } from "node:util";
import { flavours, startServer } from "../outside/server.ts";
import { type Fleet, openFleet } from "./fleet.ts";

/**
 * `npm run many`: 200 databases on two servers through the shipped workflow, three of which fail by design; then again,
 * with the causes gone. Says what became of each, what the run cost, and whether the second one touched only those.
 */
const { values } = parseArgs({
  options: {
    flavour: { type: "string", default: "mysql" },
    count: { type: "string", default: "200" },
    parallel: { type: "string", default: "8" },
  },
});
const flavour = flavours.find((one) => one === values.flavour) ?? "mysql";

const migrations = {
  "migrations/001.sql": "CREATE TABLE orders (id INT PRIMARY KEY, note VARCHAR(20));\n",
  "migrations/002.sql": "INSERT INTO orders VALUES (1, 'first');\nALTER TABLE orders ADD COLUMN paid INT;\n",
};

const servers = [await startServer(flavour), await startServer(flavour)] as const;
const order = `parallel: ${values.parallel}, on_error: continue`;
const fleet = await openFleet({ servers, count: Number(values.count), order, migrations });
try {
  const [, a = "", b = "", c = ""] = fleet.databases;
  await fleet.serverOf(a).query("CREATE TABLE orders (id INT)", a);
  await fleet.serverOf(b).query(`DROP DATABASE ${b}`);
  await fleet.serverOf(c).query("CREATE TABLE paid (id INT); CREATE VIEW orders AS SELECT id FROM paid", c);
  await carry("first run");
  const before = await ledgers(fleet, [a, b, c]);
  await fleet.serverOf(a).query("DROP TABLE orders", a);
  await fleet.serverOf(b).query(`CREATE DATABASE ${b}`);
  await fleet.serverOf(c).query("DROP VIEW orders", c);
  await carry("second run");
  const touched = (await ledgers(fleet, [a, b, c])) !== before;
  const whole = await Promise.all(
    fleet.databases.map((name) => fleet.serverOf(name).query("SELECT id, note, paid FROM orders", name)),
  );
  const right = whole.filter((rows) => JSON.stringify(rows) === '[{"id":1,"note":"first","paid":null}]');
  console.log(JSON.stringify({ right: right.length, touchedOthers: touched }));
  process.exitCode = right.length === fleet.databases.length && !touched ? 0 : 1;
} finally {
  await fleet.close();
  for (const server of servers) await server.stop();
}

async function carry(title: string): Promise<void> {
  const [since, requests] = [Date.now(), fleet.requests()];
  const { run, outputs, report } = await fleet.rollOut();
  const counts: Record<string, number> = {};
  for (const { state } of report.targets) counts[state] = (counts[state] ?? 0) + 1;
  console.log(
    JSON.stringify({
      title,
      jobs: run.jobs.filter(({ matrix }) => matrix !== undefined).length,
      decision: outputs.decision,
      targets: counts,
      failed: report.targets.flatMap(({ state, database, reason, why }) =>
        state === "failed" ? [{ database, reason, why }] : [],
      ),
      seconds: Math.round((Date.now() - since) / 1000),
      requests: fleet.requests() - requests,
    }),
  );
}

/** Heads of all ledgers but those of some databases. */
async function ledgers({ databases, serverOf }: Fleet, but: readonly string[]): Promise<string> {
  const heads: string[] = [];
  for (const name of databases.filter((one) => !but.includes(one))) {
    const [row] = await serverOf(name).query("SELECT MAX(id) AS id FROM tollgate_ledger", name);
    heads.push(`${name} ${row?.id}`);
  }
  return heads.join();
}
