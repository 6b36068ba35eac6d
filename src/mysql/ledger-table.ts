import type { Connection, RowDataPacket } from "mysql2/promise";
import type { LedgerRow } from "../core/rollout/ledger/row.ts";
import { quoteName } from "../core/sql/write/quote.ts";
import { UserError } from "../operations/user-error.ts";
import { hasNumber, noSuchTable, unknownColumn, unknownDatabase } from "./has-number.ts";

export const ledgerTable = "tollgate_ledger";

/** The newest version that this Tollgate knows; it stands in the table's COMMENT, so that both move at once. */
const ledgerVersion = 2;
const comment = `Tollgate ledger ${ledgerVersion}`;

const names = "id, at, event, project, path, sha256, statement, `through`, statement_sha256, detail, chain";

/** What ran here, when, by whom and under which approvals. Rows are only ever added: docs/rollout.md tells how to read it. */
const definition = `(
  id BIGINT UNSIGNED NOT NULL PRIMARY KEY COMMENT 'from 1, without a gap',
  at DATETIME(3) NOT NULL COMMENT 'UTC',
  event VARCHAR(12) CHARACTER SET ascii NOT NULL COMMENT 'run sent done batch failed in-doubt measured decided baseline schema',
  project VARCHAR(64) NOT NULL,
  path VARCHAR(512) NOT NULL,
  sha256 VARCHAR(64) CHARACTER SET ascii NOT NULL COMMENT 'of the whole file',
  statement INT NOT NULL COMMENT 'from 1; 0 is the file as a whole, or no file',
  \`through\` INT NOT NULL COMMENT 'the last statement that the row is about',
  statement_sha256 VARCHAR(64) CHARACTER SET ascii NOT NULL,
  detail MEDIUMTEXT NOT NULL COMMENT 'JSON',
  chain CHAR(64) CHARACTER SET ascii NOT NULL COMMENT 'SHA-256 of the chain before and this row'
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='${comment}'`;

export async function createLedger(
  connection: Connection,
  database: string,
  name = ledgerTable,
): Promise<void> {
  await connection.query(`CREATE TABLE ${nameOf(database, name)} ${definition}`);
}

/** All of them, or none; the first make the table. Errors 1062, 1050: somebody else wrote them. */
export async function appendRows(
  connection: Connection,
  database: string,
  rows: readonly LedgerRow[],
): Promise<void> {
  if (rows[0]?.id === 1) await beginLedger(connection, database, rows);
  else await connection.query(appendText(database, rows));
}

/** A server that keeps GTIDs and has no atomic definitions; a cluster that is strict. */
const refusesSelect = [1786, 1105];

/**
 * The table with its first rows, or neither: one that is found without a row has been emptied. MySQL leaves the columns'
 * comments out. Where a server refuses the one statement, a run that dies between two leaves what looks emptied.
 */
async function beginLedger(
  connection: Connection,
  database: string,
  rows: readonly LedgerRow[],
): Promise<void> {
  const columns = names.split(", ");
  const selects = rows.map(
    (row) =>
      `SELECT ${valuesOf(row)
        .map((value, i) => `${value} AS ${columns[i]}`)
        .join(", ")}`,
  );
  try {
    await connection.query(`CREATE TABLE ${nameOf(database)} ${definition} ${selects.join(" UNION ALL ")}`);
  } catch (error) {
    if (!hasNumber(error, ...refusesSelect)) throw error;
    await createLedger(connection, database);
    await connection.query(appendText(database, rows));
  }
}

/** undefined = there is none; 1 = the one before versions were written down. */
export async function readLedgerVersion(
  connection: Connection,
  database: string,
): Promise<number | undefined> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT TABLE_COMMENT AS comment, ENGINE AS engine FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = '${ledgerTable}'`,
    [database],
  );
  const [found] = rows;
  if (!found) return undefined;
  // A row that stays when its transaction is undone says done of what is not.
  if (String(found.engine).toUpperCase() !== "INNODB")
    throw notAsMade(database, `it is stored in ${found.engine ?? "a view"}, not in InnoDB`);
  const version = Number(/^Tollgate ledger (\d+)$/.exec(String(found.comment))?.[1] ?? 1);
  if (version === 1 && !(await isOfFirst(connection, database)))
    throw notAsMade(
      database,
      `its comment is ${JSON.stringify(String(found.comment))}, not "${comment}", and a ledger of the first version has other columns`,
    );
  if (version <= ledgerVersion) return version;
  throw new UserError(
    "ledger-newer",
    `The ledger of ${database} has version ${version}, and this Tollgate knows ${ledgerVersion}: a newer one wrote it.`,
    "Use that version of Tollgate, or a newer one.",
  );
}

/** By a column that each of them has, and none of a later version. */
async function isOfFirst(connection: Connection, database: string): Promise<boolean> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT COLUMN_NAME FROM information_schema.COLUMNS
      WHERE TABLE_SCHEMA = ? AND TABLE_NAME = '${ledgerTable}' AND COLUMN_NAME IN ('status', 'statements', 'chain')`,
    [database],
  );
  const names = rows.map((row) => String(row.COLUMN_NAME).toLowerCase());
  return names.length === 2 && !names.includes("chain");
}

/** Oldest first. */
export async function readLedger(connection: Connection, database: string): Promise<LedgerRow[]> {
  try {
    const [rows] = await connection.query<RowDataPacket[]>(
      `SELECT ${names} FROM ${nameOf(database)} ORDER BY id`,
    );
    return rows.map(fromDatabase);
  } catch (error) {
    if (hasNumber(error, noSuchTable, unknownDatabase)) return [];
    if (!hasNumber(error, unknownColumn)) throw error;
    throw notAsMade(database, error instanceof Error ? error.message : String(error), error);
  }
}

function notAsMade(database: string, said: string, cause?: unknown): UserError {
  return new UserError(
    "ledger-damaged",
    `The ledger of ${database} is not as Tollgate made it: ${said}.`,
    "Nothing runs there until it is whole again: bring tollgate_ledger back from a backup of this database, or undo what was done to it.",
    { cause },
  );
}

/** `id` and `chain` of a row, as text. */
export async function readChain(
  connection: Connection,
  database: string,
  id: number,
): Promise<string | undefined> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT chain FROM ${nameOf(database)} WHERE id = ${id}`,
  );
  return rows[0] && String(rows[0].chain);
}

/** 0 where there is no ledger, or no row in it. */
export async function readLastId(connection: Connection, database: string): Promise<number> {
  try {
    const [rows] = await connection.query<RowDataPacket[]>(`SELECT MAX(id) AS last FROM ${nameOf(database)}`);
    return Number(rows[0]?.last ?? 0);
  } catch (error) {
    if (hasNumber(error, noSuchTable, unknownDatabase)) return 0;
    throw error;
  }
}

/** When a row was written, ISO 8601; undefined = there is no such row. */
export async function readMoment(
  connection: Connection,
  database: string,
  id: number,
): Promise<string | undefined> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT at FROM ${nameOf(database)} WHERE id = ${id}`,
  );
  return rows[0] && `${String(rows[0].at).replace(" ", "T")}Z`;
}

/**
 * One INSERT of all rows: they are there afterwards, or none is; where somebody else wrote the first of these ids, error
 * 1062. The text is ASCII without a backslash, so that no character set or quoting that a migration left changes it.
 */
export function appendText(database: string, rows: readonly LedgerRow[], name = ledgerTable): string {
  return `INSERT INTO ${nameOf(database, name)} (${names}) VALUES ${rows.map((row) => `(${valuesOf(row).join(", ")})`).join(", ")}`;
}

function valuesOf(row: LedgerRow): string[] {
  const { id, at, event, project, path, sha256, statement, through, statementSha256, detail, chain } = row;
  const moment = at.replace("T", " ").replace("Z", "");
  return [
    ...[String(id), `'${moment}'`, `'${event}'`, text(project), text(path), `'${sha256}'`],
    ...[
      String(statement),
      String(through),
      `'${statementSha256}'`,
      text(JSON.stringify(detail)),
      `'${chain}'`,
    ],
  ];
}

function text(value: string): string {
  return value === "" ? "''" : `_utf8mb4 X'${Buffer.from(value, "utf8").toString("hex")}'`;
}

function nameOf(database: string, name = ledgerTable): string {
  return `${quoteName(database)}.${name}`;
}

/** The table is ours alone: what JSON it holds, these functions wrote; an edited row breaks the chain. */
function fromDatabase(row: RowDataPacket): LedgerRow {
  return {
    id: Number(row.id),
    at: `${String(row.at).replace(" ", "T")}Z`,
    event: row.event,
    project: row.project,
    path: row.path,
    sha256: row.sha256,
    statement: row.statement,
    through: row.through,
    statementSha256: row.statement_sha256,
    detail: readDetail(row.detail),
    chain: row.chain,
  } as LedgerRow;
}

function readDetail(json: unknown): unknown {
  try {
    return JSON.parse(String(json));
  } catch {
    return {};
  }
}
