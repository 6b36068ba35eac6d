import type { Connection, RowDataPacket } from "mysql2/promise";
import { StatementError } from "../operations/rollout/statement-error.ts";
import { asStatementError } from "./send-statement.ts";

/** Rows of a SELECT, each value as the text that the server makes of it. */
export async function readRows(connection: Connection, sql: string): Promise<(string | null)[][]> {
  const [rows] = await connection
    .query<RowDataPacket[][]>({ sql, rowsAsArray: true })
    .catch((cause: unknown) => {
      throw asStatementError(cause, 0);
    });
  return rows.map((row) => row.map((value: unknown) => (value === null ? null : String(value))));
}

/** Where no row comes, nothing is known: that is not an answer of nothing. */
export async function readOneRow(connection: Connection, sql: string): Promise<(string | null)[]> {
  const [row] = await readRows(connection, sql);
  if (!row) throw new StatementError(0, `The server gave no row for ${sql}`);
  return row;
}
