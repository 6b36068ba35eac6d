import type { Connection, RowDataPacket } from "mysql2/promise";
import type { Target } from "../core/policy/policy.ts";
import { quoteName } from "../core/sql/write/quote.ts";
import type { TargetState } from "../operations/ports/target-state.ts";
import { findHistories } from "./find-histories.ts";
import { readFirstLedger } from "./first-ledger.ts";
import { hasNumber, unknownDatabase } from "./has-number.ts";
import { readLedger, readLedgerVersion } from "./ledger-table.ts";
import type { PinnedServer } from "./pins.ts";

export async function readTargetState(
  connection: Connection,
  { environment, instance, database }: Target,
  server: PinnedServer,
  started = "",
): Promise<TargetState> {
  const state = {
    server: { ...server.identity, started },
    rows: [],
    histories: [],
    isEmpty: true,
    ledgerVersion: undefined,
  };
  if (!(await choose(connection, database))) return { ...state, exists: false };
  const ledgerVersion = await readLedgerVersion(connection, database);
  if (ledgerVersion === undefined)
    return {
      ...{ ...state, exists: true, isEmpty: await isEmpty(connection, database) },
      histories: await findHistories(connection, database),
    };
  const rows =
    ledgerVersion === 1
      ? await readFirstLedger(connection, { environment, instance, database })
      : await readLedger(connection, database);
  return { ...state, exists: true, isEmpty: false, rows, ledgerVersion };
}

async function isEmpty(connection: Connection, database: string): Promise<boolean> {
  const [rows] = await connection.query<RowDataPacket[]>(
    "SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? LIMIT 1",
    [database],
  );
  return rows.length === 0;
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
