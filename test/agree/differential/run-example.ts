import type { Connection } from "mysql2/promise";
import { exampleSchema } from "../../../src/core/risk/example-schema.ts";
import type { Engine } from "../../../src/core/sql/engine.ts";
import { split } from "../../../src/core/sql/split/split.ts";

/** How an example is tried: run, or only PREPAREd, because it would wait or end somebody else's work. */
export type Way = "run" | "prepare";

/** Runs an example over the examples' schema in a database of its own. @returns `ok`, or the first error's number. */
export async function runExample(
  connection: Connection,
  example: { script: string; database: string; engine: Engine; way: Way },
): Promise<"ok" | number> {
  const { script, database, engine, way } = example;
  const statements = (text: string) => split(text, { mode: { engine } }).statements.map((one) => one.text);
  for (const sql of surroundings(database)) await connection.query(sql);
  for (const text of statements(exampleSchema)) await connection.query(text);
  try {
    for (const text of statements(`${own(script, database)};`)) {
      if (way === "run") await connection.query(text);
      else await connection.query(`PREPARE example FROM ${connection.escape(text)}`);
    }
    return "ok";
  } catch (error) {
    const { errno } = Object(error);
    if (typeof errno !== "number") throw error;
    return errno;
  }
}

/** What the examples name beside the schema: a database that they run in, another one, and an account. */
function surroundings(database: string): string[] {
  return [
    `CREATE DATABASE ${database}_elsewhere`,
    `CREATE TABLE ${database}_elsewhere.notes (id INT)`,
    `CREATE USER ${database}_reader`,
    `CREATE DATABASE ${database}`,
    `USE ${database}`,
  ];
}

/** Takes away what an example and its surroundings left behind. */
export async function clearAway(connection: Connection, database: string) {
  for (const suffix of ["", "_elsewhere", "_fresh"]) {
    // One example makes its database read-only, which then cannot be dropped either.
    await connection.query(`ALTER DATABASE ${database}${suffix} READ ONLY = 0`).catch(() => undefined);
    await connection.query(`DROP DATABASE IF EXISTS ${database}${suffix}`);
  }
  await connection.query(`DROP USER IF EXISTS ${database}_reader, ${database}_clerk`);
}

/** The example with this database's own names for everything that lies outside of a database. */
function own(script: string, database: string): string {
  return script
    .replace(/\bshop\b/g, database)
    .replace(/\b(reader|clerk|elsewhere)\b/g, `${database}_$1`)
    .replace(/\bUSE other\b/g, `USE ${database}_elsewhere`)
    .replace(/\bDATABASE fresh\b/g, `DATABASE ${database}_fresh`);
}
