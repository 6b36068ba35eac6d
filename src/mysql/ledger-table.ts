import type { Connection, RowDataPacket } from "mysql2/promise";
import type { LedgerRow } from "../core/rollout/rollout.ts";
import { quoteName } from "../core/sql/write/quote.ts";
import { hasNumber, noSuchTable, unknownDatabase } from "./has-number.ts";

export const ledgerTable = "tollgate_ledger";

/**
 * What ran here, when, by whom and under which approvals: one row per statement, written before it runs and settled
 * after. Whoever holds the target's lock is the only writer and numbers the rows himself.
 */
const definition = `(
  id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  project VARCHAR(64) NOT NULL,
  path VARCHAR(512) NOT NULL,
  version VARCHAR(255) NULL,
  sha256 CHAR(64) CHARACTER SET ascii NOT NULL COMMENT 'of the whole file',
  statement INT NOT NULL COMMENT 'from 0; -1 is the migration as a whole',
  statements INT NOT NULL,
  statement_sha256 CHAR(64) CHARACTER SET ascii NOT NULL,
  status VARCHAR(16) CHARACTER SET ascii NOT NULL,
  started_at DATETIME(3) NOT NULL COMMENT 'UTC',
  finished_at DATETIME(3) NULL COMMENT 'UTC',
  actor VARCHAR(255) NOT NULL,
  run VARCHAR(512) NOT NULL,
  commit_sha VARCHAR(64) CHARACTER SET ascii NOT NULL,
  approvals MEDIUMTEXT NOT NULL COMMENT 'JSON: pull request, digest, reviews',
  predicted VARCHAR(16) CHARACTER SET ascii NULL COMMENT 'algorithm',
  actual VARCHAR(16) CHARACTER SET ascii NULL COMMENT 'algorithm that the server was held to',
  duration_ms DOUBLE NULL,
  affected_rows BIGINT NULL,
  note TEXT NULL,
  before_sha256 MEDIUMTEXT NULL COMMENT 'JSON: what the statement changes, before it ran',
  schema_sha256 CHAR(64) CHARACTER SET ascii NULL COMMENT 'of the whole schema after the migration',
  UNIQUE KEY one_row_per_statement (project, path, sha256, statement)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='Tollgate: what ran here'`;

const columns = [
  "id",
  "project",
  "path",
  "version",
  "sha256",
  "statement",
  "statements",
  "statement_sha256",
  "status",
  "started_at",
  "finished_at",
  "actor",
  "run",
  "commit_sha",
  "approvals",
  "predicted",
  "actual",
  "duration_ms",
  "affected_rows",
  "note",
  "before_sha256",
  "schema_sha256",
] as const;

export type NumberedRow = LedgerRow & { id: number };

export async function createLedger(connection: Connection, database: string): Promise<void> {
  await connection.query(`CREATE TABLE IF NOT EXISTS ${nameOf(database)} ${definition}`);
}

/** Oldest first. */
export async function readLedger(connection: Connection, database: string): Promise<NumberedRow[]> {
  try {
    const [rows] = await connection.query<RowDataPacket[]>(
      `SELECT ${columns.join(", ")} FROM ${nameOf(database)} ORDER BY id`,
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
  const updates = columns.slice(1).map((column) => `${column} = VALUES(${column})`);
  await connection.query(
    `INSERT INTO ${nameOf(database)} (${columns.join(", ")}) VALUES ? ON DUPLICATE KEY UPDATE ${updates.join(", ")}`,
    [rows.map(toDatabase)],
  );
}

/**
 * Settles a row from the session that runs the statements, in the statement's own transaction. A migration may have set
 * that session's character set or quoting, so the text is ASCII without a backslash and finds the row by its number.
 */
export async function updateRow(connection: Connection, database: string, row: NumberedRow): Promise<void> {
  await connection.query(
    `UPDATE ${nameOf(database)} SET status = '${row.status}', finished_at = '${moment(row.finishedAt)}',
       duration_ms = ${row.durationMs ?? "NULL"}, affected_rows = ${row.affectedRows ?? "NULL"} WHERE id = ${row.id}`,
  );
}

function nameOf(database: string): string {
  return `${quoteName(database)}.${ledgerTable}`;
}

function toDatabase(row: NumberedRow): (string | number | null)[] {
  return [
    row.id,
    row.project,
    row.path,
    row.version ?? null,
    row.sha256,
    row.statement,
    row.statements,
    row.statementSha256,
    row.status,
    moment(row.startedAt) ?? null,
    moment(row.finishedAt) ?? null,
    row.actor,
    row.run,
    row.commit,
    row.approvals,
    row.predicted ?? null,
    row.actual ?? null,
    row.durationMs ?? null,
    row.affectedRows ?? null,
    row.note ?? null,
    row.before ? JSON.stringify(row.before) : null,
    row.schemaSha256 ?? null,
  ];
}

function fromDatabase(row: RowDataPacket): NumberedRow {
  return {
    id: Number(row.id),
    project: row.project,
    path: row.path,
    version: row.version ?? undefined,
    sha256: row.sha256,
    statement: row.statement,
    statements: row.statements,
    statementSha256: row.statement_sha256,
    status: row.status,
    startedAt: isoTime(row.started_at),
    finishedAt: row.finished_at === null ? undefined : isoTime(row.finished_at),
    actor: row.actor,
    run: row.run,
    commit: row.commit_sha,
    approvals: row.approvals,
    predicted: row.predicted ?? undefined,
    actual: row.actual ?? undefined,
    durationMs: row.duration_ms ?? undefined,
    affectedRows: row.affected_rows === null ? undefined : Number(row.affected_rows),
    note: row.note ?? undefined,
    before: row.before_sha256 === null ? undefined : JSON.parse(row.before_sha256),
    schemaSha256: row.schema_sha256 ?? undefined,
  };
}

/** `2026-01-02T03:04:05.678Z` as MySQL writes it, in UTC. */
function moment(iso: string | undefined): string | undefined {
  return iso?.replace("T", " ").replace("Z", "");
}

function isoTime(moment: string): string {
  return `${moment.replace(" ", "T")}Z`;
}
