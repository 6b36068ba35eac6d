import type { Connection } from "mysql2/promise";
import { readScript } from "../../src/core/change/read-script.ts";
import { emptyCatalog, findTable } from "../../src/core/schema/catalog.ts";
import type { Engine } from "../../src/core/sql/token.ts";
import { alterTable } from "../generate/alter-table.ts";
import { createTable } from "../generate/create-table.ts";
import { random } from "../generate/random.ts";
import { shapeOf } from "../generate/shape.ts";
import { type Collations, readTable, unknownPartitions } from "./read-table.ts";
import { seenTable } from "./seen-table.ts";

export interface World {
  connection: Connection;
  /** CREATE DATABASE, USE and the table that foreign keys point at: already run. */
  setup: readonly string[];
  engine: Engine;
  collations: Collations;
}

export interface Difference {
  seed: number;
  script: readonly string[];
  /** Facts that the server shows and our catalog lacks. */
  missing: readonly string[];
  /** Facts that only our catalog has. */
  extra: readonly string[];
}

/** One generated script, run and read; undefined where the server refuses the table. */
export async function compareCatalog(world: World, seed: number): Promise<Difference | undefined> {
  const script = await runScript(world.connection, seed);
  if (!script) return undefined;
  const seen = await seenTable(world.connection, "t");
  const all = readCatalog(world, script);
  const read = all.filter((fact) => fact !== unknownPartitions);
  const known = read.length === all.length;
  return {
    seed,
    script,
    missing: seen.filter((fact) => !read.includes(fact) && (known || !fact.startsWith("partition "))),
    extra: read.filter((fact) => !seen.includes(fact)),
  };
}

/** CREATE TABLE and one to three ALTERs that the server took. */
async function runScript(connection: Connection, seed: number): Promise<string[] | undefined> {
  const chance = random(seed);
  await connection.query("DROP TABLE IF EXISTS t");
  const create = createTable(chance);
  if (!(await runs(connection, create))) return undefined;
  const script = [create];
  const wanted = 1 + chance.int(3);
  for (let tries = 0; script.length <= wanted && tries < 20; tries++) {
    const { clauses } = alterTable(chance, await shapeOf(connection, "t"), 3);
    const alter = `ALTER TABLE t ${clauses}`;
    if (await runs(connection, alter)) script.push(alter);
  }
  return script;
}

async function runs(connection: Connection, sql: string): Promise<boolean> {
  return connection.query(sql).then(
    () => true,
    () => false,
  );
}

function readCatalog({ setup, engine, collations }: World, script: readonly string[]): readonly string[] {
  const text = [...setup, ...script].join(";\n");
  const { catalog } = readScript(text, { engine, catalog: emptyCatalog() });
  const database = /^USE (\w+)$/.exec(setup[1] ?? "")?.[1];
  const table = findTable(catalog, { database, table: "t" });
  return table ? readTable(table, collations) : ["no table"];
}
