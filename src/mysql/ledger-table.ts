import type { Connection, RowDataPacket } from "mysql2/promise";
import { quoteName } from "../core/sql/write/quote.ts";
import { hasNumber, noSuchTable, unknownDatabase } from "./has-number.ts";
import { ledgerColumns, type NumberedRow } from "./ledger-columns.ts";

export const ledgerTable = "tollgate_ledger";

const fields = Object.keys(ledgerColumns) as (keyof NumberedRow)[];
const columns = Object.values(ledgerColumns);
const names = columns.map(({ name }) => name);

/**
 * What ran here, when, by whom and under which approvals: one row per statement, written before it runs and settled
 * after. Whoever holds the target's lock is the only writer and numbers the rows themselves.
 */
const definition = `(
${columns.map(({ name, definition: type }) => `  ${name} ${type},\n`).join("")}  UNIQUE KEY one_row_per_statement (project, path, sha256, statement)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='Tollgate: what ran here'`;

export async function createLedger(connection: Connection, database: string): Promise<void> {
  await connection.query(`CREATE TABLE IF NOT EXISTS ${nameOf(database)} ${definition}`);
}

/** Oldest first. */
export async function readLedger(connection: Connection, database: string): Promise<NumberedRow[]> {
  try {
    const [rows] = await connection.query<RowDataPacket[]>(
      `SELECT ${names.join(", ")} FROM ${nameOf(database)} ORDER BY id`,
    );
    return rows.map(fromDatabase);
  } catch (error) {
    if (hasNumber(error, noSuchTable, unknownDatabase)) return [];
    throw error;
  }
}

/** Inserts or updates by id, all rows in one statement: all of them are there afterwards, or none. */
export async function writeLedger(
  connection: Connection,
  database: string,
  rows: readonly NumberedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const updates = names.slice(1).map((name) => `${name} = VALUES(${name})`);
  await connection.query(
    `INSERT INTO ${nameOf(database)} (${names.join(", ")}) VALUES ? ON DUPLICATE KEY UPDATE ${updates.join(", ")}`,
    [rows.map(toDatabase)],
  );
}

/**
 * Settles a row from the session that runs the statements, in the statement's own transaction. A migration may have set
 * that session's character set or quoting, so the text is ASCII without a backslash and finds the row by its number.
 */
export async function updateRow(connection: Connection, database: string, row: NumberedRow): Promise<void> {
  await connection.query(
    `UPDATE ${nameOf(database)} SET status = '${row.status}', finished_at = '${ledgerColumns.finishedAt.write(row.finishedAt)}',
       duration_ms = ${row.durationMs ?? "NULL"}, affected_rows = ${row.affectedRows ?? "NULL"} WHERE id = ${row.id}`,
  );
}

function nameOf(database: string): string {
  return `${quoteName(database)}.${ledgerTable}`;
}

function toDatabase(row: NumberedRow): (string | number | null)[] {
  const write = <Field extends keyof NumberedRow>(field: Field) => ledgerColumns[field].write(row[field]);
  return fields.map(write);
}

function fromDatabase(row: RowDataPacket): NumberedRow {
  const values = fields.map((field) => [field, ledgerColumns[field].read(row[ledgerColumns[field].name])]);
  return Object.fromEntries(values);
}
