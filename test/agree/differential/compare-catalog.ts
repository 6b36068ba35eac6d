import type { Connection } from "mysql2/promise";
import { replayScript } from "../../../src/core/change/replay-script.ts";
import { emptyCatalog, findTable } from "../../../src/core/schema/catalog.ts";
import { newSession } from "../../../src/core/schema/session.ts";
import type { Engine } from "../../../src/core/sql/engine.ts";
import { type Random, random } from "../generate/random.ts";
import { type Shape, shapeOf } from "../generate/shape.ts";
import { type Collations, readTable } from "./read-table.ts";
import { seenTable } from "./seen-table.ts";

export interface CatalogWorld {
  connection: Connection;
  /** CREATE DATABASE, USE and the table that foreign keys point at: already run. */
  setup: readonly string[];
  engine: Engine;
  collations: Collations;
  /** What the scripts consist of. */
  create(random: Random): string;
  alter(random: Random, shape: Shape): { clauses: string };
  /** At most so many ALTERs. */
  most: number;
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
export async function compareCatalog(world: CatalogWorld, seed: number): Promise<Difference | undefined> {
  const script = await runScript(world, seed);
  if (!script) return undefined;
  const seen = await seenTable(world.connection, "t");
  const read = readCatalog(world, script);
  return {
    seed,
    script,
    missing: seen.filter((fact) => !read.includes(fact)),
    extra: read.filter((fact) => !seen.includes(fact)),
  };
}

/** CREATE TABLE and the ALTERs that the server took. */
async function runScript(
  { connection, create: createTable, alter: alterTable, most }: CatalogWorld,
  seed: number,
): Promise<string[] | undefined> {
  const chance = random(seed);
  await connection.query("DROP TABLE IF EXISTS t");
  const create = createTable(chance);
  if (!(await runs(connection, create))) return undefined;
  const script = [create];
  const wanted = 1 + chance.int(most);
  for (let tries = 0; script.length <= wanted && tries < 20; tries++) {
    const { clauses } = alterTable(chance, await shapeOf(connection, "t"));
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

function readCatalog(
  { setup, engine, collations }: CatalogWorld,
  script: readonly string[],
): readonly string[] {
  const text = [...setup, ...script].join(";\n");
  const { catalog } = replayScript(text, { engine, catalog: emptyCatalog() });
  const database = /^USE (\w+)$/.exec(setup[1] ?? "")?.[1];
  const table = findTable(catalog, { database, table: "t" }, newSession().scope);
  return table ? readTable(table, collations) : ["no table"];
}
