import type { Connection } from "mysql2/promise";
import { replayScript } from "../../../src/core/change/replay-script.ts";
import { emptyCatalog } from "../../../src/core/schema/catalog.ts";
import type { Engine } from "../../../src/core/sql/engine.ts";
import { alterTable } from "../generate/alter-table.ts";
import { createTable } from "../generate/create-table.ts";
import { random } from "../generate/random.ts";
import { shapeOf } from "../generate/shape.ts";
import { type Answer, askServer } from "./ask-server.ts";

export interface CostTrial {
  seed: number;
  table: string;
  alter: string;
  seen: Answer;
  predicted: Answer;
}

export interface CostWorld {
  connection: Connection;
  /** CREATE DATABASE, USE and the table that foreign keys point at: already run. */
  setup: readonly string[];
  engine: Engine;
}

/** One generated table and ALTER, asked and predicted; undefined where the server refuses the table or the change. */
export async function compareCost(world: CostWorld, seed: number): Promise<CostTrial | undefined> {
  const { connection, setup, engine } = world;
  const chance = random(seed);
  const table = createTable(chance);
  await connection.query("DROP TABLE IF EXISTS t");
  if (await refused(connection, table)) return undefined;
  const alteration = alterTable(chance, await shapeOf(connection, "t"), 4);
  const checks = `SET foreign_key_checks = ${alteration.unchecked ? 0 : 1}`;
  await connection.query(checks);
  const seen = await askServer(connection, alteration, engine);
  if (!seen) return undefined;
  const alter = `${checks};\nALTER TABLE t ${alteration.clauses}`;
  const { statements } = replayScript([...setup, table, alter].join(";\n"), {
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
