import type { Connection, RowDataPacket } from "mysql2/promise";
import { quoteName } from "../core/sql/write/quote.ts";
import type { TargetState } from "../operations/ports/database.ts";
import { hasNumber, unknownDatabase } from "./has-number.ts";
import { readLedger } from "./ledger-table.ts";

export async function readTargetState(connection: Connection, database: string): Promise<TargetState> {
  const [rows] = await connection.query<RowDataPacket[]>("SELECT VERSION() AS version");
  const exists = await choose(connection, database);
  return {
    serverVersion: String(rows[0]?.version),
    exists,
    ledger: exists ? await readLedger(connection, database) : [],
  };
}

/** Makes it the default database; false = there is no such database. */
export async function choose(connection: Connection, database: string): Promise<boolean> {
  try {
    await connection.query(`USE ${quoteName(database)}`);
    return true;
  } catch (error) {
    if (hasNumber(error, unknownDatabase)) return false;
    throw error;
  }
}
