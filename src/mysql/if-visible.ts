import type { Connection, RowDataPacket } from "mysql2/promise";
import {
  hasNumber,
  noSuchTable,
  privilegeMissing,
  tableDenied,
  unknownColumn,
  unknownInformation,
} from "./has-number.ts";

const invisible = [privilegeMissing, tableDenied, noSuchTable, unknownColumn, unknownInformation];

/** Rows of a view of the server's; undefined = the account may not see it, or this server has none of that name. */
export async function rowsIfVisible(
  connection: Connection,
  sql: string,
): Promise<RowDataPacket[] | undefined> {
  try {
    const [rows] = await connection.query<RowDataPacket[]>(sql);
    return rows;
  } catch (error) {
    if (hasNumber(error, ...invisible)) return undefined;
    throw error;
  }
}
