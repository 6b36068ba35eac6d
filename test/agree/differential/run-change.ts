import type { Connection, RowDataPacket } from "mysql2/promise";
import type { RowSet } from "../generate/condition/rows.ts";
import type { Table } from "../generate/condition/table.ts";
import type { Change } from "../generate/condition.ts";

/** How many of a table's rows a statement met. */
export interface Met {
  met: number;
  of: number;
}

/** What a statement met, by table; a number = the error that refused it. */
export type Outcome = ReadonlyMap<string, Met> | number;

export interface World {
  connection: Connection;
  /** How many each table has. */
  rows: RowSet["rows"];
  /** The tables that lose their rows before a statement which does not change them. */
  emptied: readonly Table[];
}

/** Runs the statement and takes it back. */
export async function runChange(
  { connection, rows, emptied }: World,
  { sql, tables }: Change,
): Promise<Outcome> {
  await connection.query("SET @x = NULL, @y = NULL, @n = NULL");
  await connection.query("START TRANSACTION");
  try {
    for (const table of emptied)
      if (!tables.includes(table) && sql.includes(table.name))
        await connection.query(`DELETE FROM ${table.name}`);
    await connection.query(sql);
    const met = new Map<string, Met>();
    for (const table of tables) {
      const of = rows[table.name] ?? 0;
      const { all, marked } = await rowsOf(connection, table);
      met.set(table.name, { met: of - all + marked, of });
    }
    return met;
  } catch (error) {
    const { errno } = Object(error);
    if (typeof errno !== "number") throw error;
    return errno;
  } finally {
    await connection.query("ROLLBACK");
  }
}

async function rowsOf(
  connection: Connection,
  { name, mark }: Table,
): Promise<{ all: number; marked: number }> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT COUNT(*) AS rows_left, COALESCE(SUM(${mark} > 0), 0) AS marked FROM ${name}`,
  );
  return { all: Number(rows[0]?.rows_left), marked: Number(rows[0]?.marked) };
}
