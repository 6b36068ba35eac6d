import type { Connection, RowDataPacket } from "mysql2/promise";
import { isUndoTable, type UndoPlan, type UndoRow, undoTable } from "../core/rollout/undo/kept.ts";
import { createKept } from "../core/rollout/undo/write-keep.ts";
import { quoteName } from "../core/sql/write/quote.ts";
import { hasNumber, noSuchTable, tableExists, unknownDatabase } from "./has-number.ts";
import { asStatementError } from "./send-statement.ts";

const definition = `(
  token BIGINT UNSIGNED NOT NULL COMMENT 'id of the row of tollgate_ledger that was written with it',
  statement INT NOT NULL COMMENT 'from 1',
  path VARCHAR(512) NOT NULL,
  kept_rows BIGINT UNSIGNED NOT NULL,
  kept_in VARCHAR(64) CHARACTER SET ascii NOT NULL COMMENT 'a table beside this one; empty = nothing was kept',
  detail MEDIUMTEXT NOT NULL COMMENT 'JSON',
  at DATETIME NOT NULL COMMENT 'UTC',
  PRIMARY KEY (token, statement)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='Tollgate undo 1'`;

/**
 * What an earlier run of the same statement left is dropped: it was undone, or somebody said that it runs again.
 * @param plan undefined = nothing but the table that says what is kept.
 */
export async function beginKeeping(
  connection: Connection,
  database: string,
  plan: UndoPlan | undefined,
): Promise<void> {
  const tell = (cause: unknown) => {
    throw asStatementError(cause, 0);
  };
  if (!plan) {
    const index = `CREATE TABLE IF NOT EXISTS ${at(database, undoTable)} ${definition}`;
    await connection.query(index).catch(tell);
    return;
  }
  const [modes] = await connection.query<RowDataPacket[]>("SELECT @@SESSION.sql_mode AS mode");
  try {
    // A default of the table's may be a date that strict modes refuse.
    await connection.query("SET SESSION sql_mode = ''");
    await connection.query(createKept({ database }, plan)).catch(async (error: unknown) => {
      if (!hasNumber(error, tableExists)) throw error;
      // Asked for only then: an account without DROP keeps rows all the same.
      await connection.query(`DROP TABLE ${at(database, plan.keptIn)}`);
      await connection.query(createKept({ database }, plan));
    });
  } catch (cause) {
    tell(cause);
  } finally {
    await connection.query("SET SESSION sql_mode = ?", [String(modes[0]?.mode ?? "")]);
  }
}

/** The text is ASCII without a backslash, as that of the ledger's rows is. */
export async function noteKept(
  connection: Connection,
  database: string,
  { token, statement, path, rows, plan, why }: Omit<UndoRow, "at">,
): Promise<void> {
  const detail = JSON.stringify({ ...(plan && { plan }), ...(why !== undefined && { why }) });
  const values = [
    token,
    statement,
    hex(path),
    rows,
    `'${plan?.keptIn ?? ""}'`,
    hex(detail),
    "UTC_TIMESTAMP()",
  ];
  await connection
    .query(
      `INSERT INTO ${at(database, undoTable)} (token, statement, path, kept_rows, kept_in, detail, at) VALUES (${values.join(", ")})`,
    )
    .catch((cause: unknown) => {
      throw asStatementError(cause, 0);
    });
}

/** Oldest first; nothing where nothing was ever kept. */
export async function readUndoRows(connection: Connection, database: string): Promise<UndoRow[]> {
  const [rows] = await connection
    .query<RowDataPacket[]>(
      `SELECT token, statement, path, kept_rows AS kept, detail, at FROM ${at(database, undoTable)} ORDER BY token, statement`,
    )
    .catch((error: unknown): [RowDataPacket[]] => {
      if (hasNumber(error, noSuchTable, unknownDatabase)) return [[]];
      throw error;
    });
  return rows.map(({ token, statement, path, kept, detail, at: moment }) => {
    const { plan, why }: Pick<UndoRow, "plan" | "why"> = JSON.parse(String(detail));
    const about = { token: Number(token), statement: Number(statement), path: String(path) };
    return { ...about, rows: Number(kept), plan, why, at: String(moment) };
  });
}

/** Every table of kept rows with its age in seconds, whether or not a row tells of it. */
export async function listUndoTables(
  connection: Connection,
  database: string,
): Promise<{ name: string; seconds: number }[]> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT TABLE_NAME AS name, TIMESTAMPDIFF(SECOND, CREATE_TIME, NOW()) AS seconds
       FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME LIKE 'tollgate\\_undo\\_%' ORDER BY TABLE_NAME`,
    [database],
  );
  return rows
    .map(({ name, seconds }) => ({ name: String(name), seconds: Number(seconds) }))
    .filter(({ name }) => isUndoTable(name));
}

export async function dropUndoTable(connection: Connection, database: string, name: string): Promise<void> {
  if (!isUndoTable(name) || name === undoTable) throw new Error(`${name} is no table of kept rows.`);
  await connection.query(`DROP TABLE IF EXISTS ${at(database, name)}`);
}

function at(database: string, name: string): string {
  return `${quoteName(database)}.${quoteName(name)}`;
}

function hex(text: string): string {
  return text === "" ? "''" : `_utf8mb4 X'${Buffer.from(text, "utf8").toString("hex")}'`;
}
