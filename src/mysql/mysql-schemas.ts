import type { Connection, RowDataPacket } from "mysql2/promise";
import { unseenParts } from "../core/rollout/drift/unseen.ts";
import { quoteName } from "../core/sql/write/quote.ts";
import type { LeftSchema, Schemas } from "../operations/ports/database.ts";
import { decodeSnapshot } from "../operations/rollout/encode-snapshot.ts";
import { connect } from "./connect.ts";
import { hasNumber, noSuchTable, unknownColumn, unknownDatabase } from "./has-number.ts";
import { ledgerTable } from "./ledger-table.ts";
import { readAccount } from "./read-access.ts";
import { readSchemaSnapshot } from "./read-snapshot.ts";
import { tellDenials } from "./tell-denials.ts";
import type { Variables } from "./variables.ts";

/** The schemas of a policy's targets, read by sessions that only read. */
export function mysqlSchemas(variables: Variables): Schemas {
  return {
    async read(target) {
      const connection = await connect(target, variables, "reads");
      try {
        return await tellDenials(target, async () => {
          const unseen = unseenParts(await readAccount(connection), target.database);
          return {
            now: await readSchemaSnapshot(connection, target.database, unseen),
            left: await readLeft(connection, target.database),
          };
        });
      } finally {
        connection.destroy();
      }
    },
  };
}

/** The newest `schema` event of the ledger with a whole snapshot in its detail, under `snapshot`. */
async function readLeft(connection: Connection, database: string): Promise<LeftSchema | undefined> {
  const [row] = await rowsOfLedger(connection, database);
  const detail: unknown = row && JSON.parse(String(row.detail));
  if (typeof detail !== "object" || detail === null || !("snapshot" in detail)) return undefined;
  const snapshot = decodeSnapshot(detail.snapshot);
  return snapshot && { at: `${String(row?.at).replace(" ", "T")}Z`, snapshot };
}

async function rowsOfLedger(connection: Connection, database: string): Promise<RowDataPacket[]> {
  try {
    const [rows] = await connection.query<RowDataPacket[]>(
      `SELECT at, detail FROM ${quoteName(database)}.${ledgerTable} WHERE event = 'schema' ORDER BY id DESC LIMIT 1`,
    );
    return rows;
  } catch (error) {
    // No ledger, or one of before there were events.
    if (hasNumber(error, noSuchTable, unknownDatabase, unknownColumn)) return [];
    throw error;
  }
}
