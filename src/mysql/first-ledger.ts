import type { Connection, RowDataPacket } from "mysql2/promise";
import { fromFirst } from "../core/rollout/ledger/from-first.ts";
import type { LedgerRow, RunDetail } from "../core/rollout/ledger/row.ts";
import { quoteName } from "../core/sql/write/quote.ts";
import { sha256 } from "../operations/sha256.ts";
import { appendText, createLedger, ledgerTable } from "./ledger-table.ts";

/** The rows of a ledger of version 1, as version 2 says them. */
export async function readFirstLedger(
  connection: Connection,
  target: RunDetail["target"],
): Promise<LedgerRow[]> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT project, path, version, sha256, statement, statements, statement_sha256 AS statementSha256, status, actor, run,
            commit_sha AS \`commit\`, note, schema_sha256 AS schemaSha256, started_at AS startedAt
       FROM ${quoteName(target.database)}.${ledgerTable} ORDER BY id`,
  );
  const first = rows.map((row) => ({
    ...{ project: row.project, path: row.path, version: row.version ?? undefined, sha256: row.sha256 },
    ...{ statement: row.statement, statements: row.statements, statementSha256: row.statementSha256 },
    ...{ status: row.status, actor: row.actor, run: row.run, commit: row.commit },
    ...{ note: row.note ?? undefined, schemaSha256: row.schemaSha256 ?? undefined },
  }));
  const at = `${String(rows.at(-1)?.startedAt ?? "2000-01-01 00:00:00.000").replace(" ", "T")}Z`;
  return fromFirst(first, target, at, sha256);
}

/**
 * Moves a ledger of version 1 on. The new table is whole before it takes the old one's name, in one RENAME; the old one
 * stays as tollgate_ledger_v1. What a run that died left of the new one is made again.
 */
export async function moveFirstLedger(connection: Connection, target: RunDetail["target"]): Promise<void> {
  const rows = await readFirstLedger(connection, target);
  const [draft, old] = [`${ledgerTable}_new`, `${ledgerTable}_v1`];
  const at = (name: string) => `${quoteName(target.database)}.${name}`;
  await connection.query(`DROP TABLE IF EXISTS ${at(draft)}`);
  await createLedger(connection, target.database, draft);
  await connection.query("START TRANSACTION");
  for (let from = 0; from < rows.length; from += 500)
    await connection.query(appendText(target.database, rows.slice(from, from + 500), draft));
  await connection.query("COMMIT");
  await connection.query(`RENAME TABLE ${at(ledgerTable)} TO ${at(old)}, ${at(draft)} TO ${at(ledgerTable)}`);
}
