import type { Connection, RowDataPacket } from "mysql2/promise";
import type { DataLoss } from "../../../src/core/change/change.ts";
import { replayScript } from "../../../src/core/change/replay-script.ts";
import { emptyCatalog } from "../../../src/core/schema/catalog.ts";
import type { Engine } from "../../../src/core/sql/engine.ts";
import type { Conversion } from "../generate/conversion.ts";
import { canonical, readerOf } from "./canonical-value.ts";

/** What the server did with the values: kept them, changed them, or refused the statement. */
type Outcome = "kept" | "changed" | "refused";

export interface LossTrial {
  conversion: Conversion;
  /** What the reading says of the session that refuses nothing, and of the one that refuses what does not fit. */
  said: { lenient: DataLoss | undefined; strict: DataLoss | undefined };
  seen: { lenient: Outcome; strict: Outcome };
}

const modes = { lenient: "", strict: "STRICT_ALL_TABLES" };

/** The conversion, read and run, with and without strict mode. */
export async function compareLoss(
  connection: Connection,
  conversion: Conversion,
  engine: Engine,
): Promise<LossTrial> {
  const { lenient, strict } = modes;
  return {
    conversion,
    said: { lenient: saidOf(conversion, lenient, engine), strict: saidOf(conversion, strict, engine) },
    seen: {
      lenient: await convert(connection, conversion, lenient),
      strict: await convert(connection, conversion, strict),
    },
  };
}

/** Said to change nothing, but it did; or (where nothing should stand in its way) it could not be done. */
export function isMissed({ said, seen }: LossTrial): boolean {
  if (said.lenient === "none" && (seen.lenient !== "kept" || seen.strict !== "kept")) return true;
  return said.strict === "none" && seen.strict === "changed";
}

const tableOf = ({ from }: Conversion) => `CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, v ${from})`;

function saidOf(one: Conversion, mode: string, engine: Engine): DataLoss | undefined {
  const script = `CREATE DATABASE d CHARACTER SET utf8mb4; USE d; ${tableOf(one)}; SET sql_mode = '${mode}'; ALTER TABLE t ${one.clauses}`;
  return replayScript(script, { engine, catalog: emptyCatalog() }).statements.at(-1)?.dataLoss;
}

async function convert(connection: Connection, one: Conversion, mode: string): Promise<Outcome> {
  await connection.query("DROP TABLE IF EXISTS t");
  await connection.query("SET sql_mode = 'STRICT_ALL_TABLES'");
  await connection.query(tableOf(one));
  for (const value of one.values) await connection.query(`INSERT INTO t (v) VALUES (${value})`);
  const before = await read(connection, one.from, one.from);
  await connection.query(`SET sql_mode = '${mode}'`);
  try {
    await connection.query(`ALTER TABLE t ${one.clauses}`);
  } catch {
    return "refused";
  }
  return before === (await read(connection, one.to, one.from)) ? "kept" : "changed";
}

/** The values as the old type compares them. */
async function read(connection: Connection, type: string, as: string): Promise<string> {
  const [rows] = await connection.query<RowDataPacket[]>(`SELECT ${readerOf(type)} AS v FROM t ORDER BY id`);
  return JSON.stringify(rows.map(({ v }) => canonical(v, as)));
}
