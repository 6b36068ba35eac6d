import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import { needMySql, type StartedServers, startServers } from "../../sandbox/mysql/start-servers.ts";
import { type CatalogWorld, compareCatalog, type Difference } from "./differential/compare-catalog.ts";
import { engineOf } from "./differential/engine-of.ts";
import type { Collations } from "./differential/read-table.ts";
import { alterTable } from "./generate/alter-table.ts";
import { createTable, parentTable } from "./generate/create-table.ts";
import { alterPartitionedTable, partitionedTable } from "./generate/partitioned-table.ts";

const lanes = 4;

/** What generates the scripts, and how many ALTERs each has at most. */
type Scripts = Pick<CatalogWorld, "create" | "alter" | "most">;

const everything: Scripts = {
  create: createTable,
  alter: (random, shape) => alterTable(random, shape, 3),
  most: 3,
};
const partitions: Scripts = { create: partitionedTable, alter: alterPartitionedTable, most: 6 };

let servers: StartedServers;

beforeAll(async () => {
  servers = await startServers(["catalog"], { log: (line) => process.stdout.write(`${line}\n`) });
  needMySql(servers);
});

afterAll(() => servers?.stop());

test.each([
  { what: "any change", wanted: 300, scripts: everything },
  { what: "changes of partitions", wanted: 160, scripts: partitions },
])(
  "$what: the catalog after $wanted generated scripts is what information_schema shows",
  async ({ wanted, scripts }) => {
    const each = await Promise.all(
      Array.from({ length: lanes }, (_, lane) => compareLane(lane, wanted, scripts)),
    );
    expect(each.flatMap(({ differences }) => differences)).toEqual([]);
    expect(each.reduce((sum, { compared }) => sum + compared, 0)).toBe(wanted);
  },
);

/** Each lane has its own database and its own seeds. */
async function compareLane(
  lane: number,
  wanted: number,
  scripts: Scripts,
): Promise<{ compared: number; differences: Difference[] }> {
  const connection = await createConnection({ uri: servers.server("catalog").url });
  const setup = [`CREATE DATABASE lane${lane} CHARACTER SET utf8mb4`, `USE lane${lane}`, parentTable];
  try {
    await connection.query(`DROP DATABASE IF EXISTS lane${lane}`);
    for (const sql of setup) await connection.query(sql);
    const world = {
      connection,
      setup,
      engine: engineOf(servers),
      collations: await collationsOf(connection),
      ...scripts,
    };
    const differences: Difference[] = [];
    let compared = 0;
    for (let seed = lane; compared < wanted / lanes; seed += lanes) {
      const found = await compareCatalog(world, seed);
      if (!found) continue;
      compared++;
      if (found.missing.length + found.extra.length > 0) differences.push(found);
    }
    return { compared, differences };
  } finally {
    await connection.end();
  }
}

async function collationsOf(connection: Connection): Promise<Collations> {
  const [rows] = await connection.query<RowDataPacket[]>("SHOW CHARACTER SET");
  return new Map(rows.map((row) => [row.Charset, row["Default collation"]]));
}
